import type { CallListEntryView } from '@linli/contracts';
import { viewing } from '../view/viewing.js';
import { callListEntryWorkflow, type CallListEntryState } from './call-list-entry.js';

const own = viewing<CallListEntryView>(
  'n',
  'id version callListId projectId state partyId complaintId assigneeId assigneeName attempts lastCallId lastOutcome skipReason',
  ({ state }) => callListEntryWorkflow.allowed(state as CallListEntryState).filter((step) => step !== 'reach'),
);

/** With the customer, masked, and the number of the case. */
export const shown = {
  select: `${own.columns}, p.name_masked as "customerName", p.phone_masked as "phone", c.form_no as "complaintNo"
    from call_list_entry n left join party p on p.id = n.party_id left join complaint c on c.id = n.complaint_id`,
  ofRow: (row: object): CallListEntryView => {
    const { customerName, phone, complaintNo } = row as CallListEntryView;
    return {
      ...own.ofRow(row),
      ...(customerName ? { customerName } : {}),
      ...(phone ? { phone } : {}),
      ...(complaintNo ? { complaintNo } : {}),
    };
  },
};
