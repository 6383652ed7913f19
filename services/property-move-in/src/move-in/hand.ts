import { now, type Actor } from '@linli/bus';
import type { Hand } from './move-in.js';

/** The actor as the hand that takes the step now. */
export const handOf = ({ id, name }: Actor): Hand => ({ id, name, at: now() });
