import type { PhoneLineView } from '@linli/contracts';
import { viewing } from '../view/viewing.js';
import { phoneLineWorkflow, type PhoneLineState } from './phone-line.workflow.js';

export const shown = viewing<PhoneLineView>(
  'l',
  'id version projectId state kind number title holderId holderName holders',
  ({ state }) => phoneLineWorkflow.allowed(state as PhoneLineState),
);
