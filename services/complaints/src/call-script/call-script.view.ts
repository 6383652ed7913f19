import type { CallScriptView } from '@linli/contracts';
import { viewing } from '../view/viewing.js';
import { callScriptWorkflow, type CallScriptState } from './call-script.workflow.js';

export const shown = viewing<CallScriptView>(
  's',
  'id version state title occasion body edition writtenBy writtenAt:instant releasedBy',
  ({ state }) => callScriptWorkflow.allowed(state as CallScriptState),
);
