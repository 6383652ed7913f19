import { profileFacts, type ProspectView } from '@linli/contracts';
import type { Party } from '@linli/parties';
import { columns, instant, number, present, type RowOf } from '../view/rows.js';
import type { Prospect } from './prospect.js';
import { prospectSteps, type ProspectState } from './prospect.workflow.js';

export type ProspectRow = RowOf<Omit<ProspectView, 'missingFacts'>> & { state: ProspectState };

export const prospectColumns = `${columns(
  's',
  `id version formNo state projectId partyId visitId consultantId consultant contactKind intentGrade channel wantedLayouts concerns
   riskDisclosed followUps lostReason lostCode occupation incomeBand education residentialArea motive habits`,
)}, ${number('s.budget_fen')} as "budgetFen", ${instant('s.first_contact_at')} as "firstContactAt",
  s.protected_until::text as "protectedUntil", s.next_on::text as "nextOn",
  p.name_masked as "customerName", p.phone_masked as "phone"`;

/** Which of the six facts are not known yet; the channel is told at registration. */
export function viewOfRow(row: ProspectRow): ProspectView {
  const { occupation, incomeBand, education, residentialArea, channel, motive } = row;
  const facts = [occupation, incomeBand, education, residentialArea, channel, motive];
  const missingFacts = profileFacts.filter((_, n) => !facts[n]);
  return present<ProspectView>({ ...row, missingFacts }, prospectSteps(row.state));
}

/** The customer is masked, for his own consultant too: he opens the contact for a purpose. */
export function view(prospect: Prospect, party: Party): ProspectView {
  const { id, version, formNo, state, projectId, partyId, visitId, consultantId, consultant, contactKind } = prospect;
  const {
    intentGrade,
    channel,
    wantedLayouts,
    budgetFen,
    concerns,
    riskDisclosed,
    followUps,
    lostReason,
    lostCode,
    protectedUntil,
    nextOn,
  } = prospect;
  const { occupation, incomeBand, education, residentialArea, motive, habits } = prospect;
  return viewOfRow({
    ...{ occupation, incomeBand, education, residentialArea, motive, habits },
    ...{ id, version, formNo, state, projectId, partyId, visitId, consultantId, consultant, contactKind, intentGrade },
    ...{
      channel,
      wantedLayouts,
      budgetFen,
      concerns,
      riskDisclosed,
      followUps,
      lostReason,
      lostCode,
      protectedUntil,
      nextOn,
    },
    firstContactAt: prospect.firstContactAt.toISOString(),
    customerName: party.nameMasked,
    phone: party.phoneMasked,
  });
}
