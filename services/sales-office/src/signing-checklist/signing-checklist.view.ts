import type { SigningChecklistView, SigningItemView } from '@linli/contracts';
import { shownValue } from '@linli/sheets';
import type { Party } from '@linli/parties';
import { columns, present, type RowOf } from '../view/rows.js';
import type { SigningChecklist } from './signing-checklist.js';
import { signingChecklistSteps, type SigningChecklistState } from './signing-checklist.workflow.js';

export type SigningChecklistRow = RowOf<Omit<SigningChecklistView, 'missing' | 'message'>> & {
  state: SigningChecklistState;
};

export const signingChecklistColumns = `${columns(
  'l',
  'id version state formNo projectId subscriptionId room partyId consultantId paymentMethod items',
)}, (select p.name_masked from party p where p.id = l.party_id) as "customerName"`;

export function viewOfRow(row: SigningChecklistRow): SigningChecklistView {
  const missing = row.items.filter(({ checked }) => !checked).map(({ name }) => name);
  const told = { ...row, missing, message: messageOf(row.room, row.items) };
  return present<SigningChecklistView>(told, signingChecklistSteps(row.state));
}

/** What the SMS says beside the call [REQ-125]. */
function messageOf(room: string, items: readonly SigningItemView[]): string {
  const listed = (kind: string) => items.filter((item) => item.kind === kind);
  const fee = ({ name, amountFen }: SigningItemView) =>
    amountFen === undefined ? name : `${name} ${shownValue('yuan', amountFen)} 元`;
  const papers = listed('PAPER').map(({ name }) => name);
  return `您认购的 ${room} 签约请携带:${papers.join('、')}。费用:${listed('FEE').map(fee).join('、')}。`;
}

export function view(list: SigningChecklist, { nameMasked }: Party): SigningChecklistView {
  const { id, version, state, formNo, projectId, subscriptionId, room, partyId, consultantId, paymentMethod } = list;
  return viewOfRow({
    ...{ id, version, state, formNo, projectId, subscriptionId, room, partyId, consultantId, paymentMethod },
    items: list.items,
    customerName: nameMasked,
  });
}
