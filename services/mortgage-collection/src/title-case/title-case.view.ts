import type { TitleCaseView } from '@linli/contracts';
import type { TitleCase } from './title-case.js';
import { allowedSteps, type TitleState } from './title-case.workflow.js';

const optional = [
  'contractFiledOn',
  'agency',
  'agencyAssignedOn',
  'dueOn',
  'filedOn',
  'certificateNo',
  'issuedOn',
  'registrationNo',
  'mortgageRegisteredOn',
  'guaranteeReleasedOn',
] as const;

/** What a view needs of a case, be it an entity or a row of `titleColumns`. */
export type TitleCaseRow = Omit<TitleCaseView, 'allowed' | 'state' | (typeof optional)[number]> & {
  state: TitleState;
} & {
  readonly [K in (typeof optional)[number]]: string | null;
};

export function view(found: TitleCaseRow | TitleCase): TitleCaseView {
  const { id, version, projectId, state, contractId, contractNo, unitId, room, partyId, mortgaged, signedOn } = found;
  const present = Object.fromEntries(optional.flatMap((name) => (found[name] === null ? [] : [[name, found[name]]])));
  return {
    ...{ id, version, projectId, state, contractId, contractNo, unitId, room, partyId, mortgaged, signedOn },
    ...present,
    allowed: allowedSteps(state, mortgaged),
  };
}

/** The columns of a TitleCaseView, from title_case t. */
export const titleColumns = `t.id, t.version, t.project_id as "projectId", t.state, t.contract_id as "contractId", t.contract_no as "contractNo",
  t.unit_id as "unitId", t.room, t.party_id as "partyId", t.mortgaged, t.signed_on::text as "signedOn", t.contract_filed_on::text as "contractFiledOn",
  t.agency, t.agency_assigned_on::text as "agencyAssignedOn", t.due_on::text as "dueOn", t.filed_on::text as "filedOn",
  t.certificate_no as "certificateNo", t.issued_on::text as "issuedOn", t.registration_no as "registrationNo",
  t.mortgage_registered_on::text as "mortgageRegisteredOn", t.guarantee_released_on::text as "guaranteeReleasedOn"`;
