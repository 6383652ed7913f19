import type { PhoneBookEntryView } from '@linli/contracts';
import { viewing } from '../view/viewing.js';
import { phoneBookEntryWorkflow, type PhoneBookEntryState } from './phone-book-entry.js';

export const shown = viewing<PhoneBookEntryView>(
  'e',
  'id version state projectId kind name phone organisation post partyId remark',
  ({ state }) => phoneBookEntryWorkflow.allowed(state as PhoneBookEntryState),
);
