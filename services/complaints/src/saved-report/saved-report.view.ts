import type { SavedReportView } from '@linli/contracts';
import { viewing } from '../view/viewing.js';
import { savedReportWorkflow, type SavedReportState } from './saved-report.js';

export const shown = viewing<SavedReportView>(
  'r',
  'id version state title about filters groupBy ownerId ownerName shared',
  ({ state }) => savedReportWorkflow.allowed(state as SavedReportState),
);
