import type { CallView } from '@linli/contracts';
import { viewing } from '../view/viewing.js';

const steps: Readonly<Record<string, readonly string[]>> = { ENDED: ['note', 'writeUp'], FAILED: [] };

export const shown = viewing<CallView>(
  'c',
  `id version formNo projectId state direction staffId staffName lineId partyId phone subjectKind subjectId callListEntryId callScriptId
  startedAt:instant answeredAt:instant endedAt:instant talkedSeconds outcome summary notes recorded`,
  ({ state = '' }) => steps[state] ?? ['note'],
);
