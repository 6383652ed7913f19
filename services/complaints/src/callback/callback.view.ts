import type { CallbackView } from '@linli/contracts';
import { viewing } from '../view/viewing.js';
import { callbackWorkflow, type CallbackState } from './callback.workflow.js';

export const shown = viewing<CallbackView>(
  'b',
  `id version projectId state reason callId partyId assigneeId assigneeName dueAt:instant remark moved escalatedTo doneByCallId
  doneAt:instant cancelReason`,
  ({ state }) => callbackWorkflow.allowed(state as CallbackState).filter((step) => step !== 'fallDue'),
);
