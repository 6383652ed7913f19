import type { TipView } from '@linli/contracts';
import { viewing } from '../view/viewing.js';
import { tipWorkflow, type TipState } from './tip.js';

export const shown = viewing<TipView>(
  't',
  'id version state skill title body postedById postedBy postedAt:instant replies likes',
  ({ state }) => tipWorkflow.allowed(state as TipState),
);
