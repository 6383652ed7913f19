import type { MoveInView } from '@linli/contracts';
import { allowedSteps, type CaseFacts, type Step } from './move-in.workflow.js';

/** What a view is made of: the aggregate, or a row of `moveInColumns`. */
export interface MoveInFacts extends CaseFacts {
  readonly id: string;
  readonly version: number;
  readonly formNo: string;
  readonly projectId: string;
  readonly unitId: string;
  readonly room: string;
  readonly partyId: string;
  readonly ownerPartyId: string;
  readonly handoverDate: string;
  readonly identityKind: string | null | undefined;
  readonly identityMasked: string | null | undefined;
  readonly identityVerifiedBy: string | null | undefined;
  readonly noticeId: string | null | undefined;
  readonly noticeNo: string | null | undefined;
  readonly serviceBriefed: boolean;
  readonly parkingPass: string | null | undefined;
  readonly parkingPassNo: string | null | undefined;
  readonly chargeFrom: string | null | undefined;
  readonly moveInDate: string | null | undefined;
  readonly residents: number | null | undefined;
  readonly emergencyNameMasked: string | null | undefined;
  readonly emergencyPhoneMasked: string | null | undefined;
  readonly revisitDueOn: string | null | undefined;
  readonly revisitedBy: string | null | undefined;
  readonly revisitScore: number | null | undefined;
  readonly evaluation: string | null | undefined;
  readonly steps: readonly Step[];
}

/** A tenant, whom this department met itself; of an owner it knows only the party of the sales office. */
export interface Occupant {
  readonly nameMasked: string | null | undefined;
  readonly phoneMasked: string | null | undefined;
}

export type MoveInRow = MoveInFacts & Occupant;

/** The columns of a MoveInView with the tables they come from; views made of rows and of aggregates are the same. */
export const moveIns = `m.id, m.version, m.form_no as "formNo", m.state, m.project_id as "projectId", m.unit_id as "unitId", m.room,
  m.occupant_kind as "occupantKind", m.party_id as "partyId", m.owner_party_id as "ownerPartyId", m.handover_date::text as "handoverDate",
  m.identity_kind as "identityKind", m.identity_masked as "identityMasked", m.identity_verified_by as "identityVerifiedBy", m.papers,
  m.notice_id as "noticeId", m.notice_no as "noticeNo", m.service_briefed as "serviceBriefed", m.utilities, m.parking_pass as "parkingPass",
  m.parking_pass_no as "parkingPassNo", m.charge_from::text as "chargeFrom", m.move_in_date::text as "moveInDate", m.residents,
  m.emergency_name_masked as "emergencyNameMasked", m.emergency_phone_masked as "emergencyPhoneMasked", m.file_no as "fileNo",
  m.revisit_due_on::text as "revisitDueOn", m.revisited_on::text as "revisitedOn", m.revisited_by as "revisitedBy",
  m.revisit_score as "revisitScore", m.evaluation, m.steps, p.name_masked as "nameMasked", p.phone_masked as "phoneMasked"
  from move_in m left join party p on p.id = m.party_id`;

/** A move-in as people see it; the occupant, his papers' numbers and his emergency contact masked. */
export function viewOfMoveIn(facts: MoveInFacts, occupant?: Occupant | null): MoveInView {
  const {
    id,
    version,
    formNo,
    state,
    projectId,
    unitId,
    room,
    occupantKind,
    partyId,
    ownerPartyId,
    handoverDate,
    serviceBriefed,
  } = facts;
  return {
    ...{
      id,
      version,
      formNo,
      state,
      projectId,
      unitId,
      room,
      occupantKind,
      partyId,
      ownerPartyId,
      handoverDate,
      serviceBriefed,
    },
    ...given({
      occupantName: occupant?.nameMasked,
      phone: occupant?.phoneMasked,
      identityKind: facts.identityKind,
      identityNumber: facts.identityMasked,
      identityVerifiedBy: facts.identityVerifiedBy,
      noticeId: facts.noticeId,
      noticeNo: facts.noticeNo,
      utilities: facts.utilities,
      parkingPass: facts.parkingPass,
      parkingPassNo: facts.parkingPassNo,
      chargeFrom: facts.chargeFrom,
      moveInDate: facts.moveInDate,
      residents: facts.residents,
      emergencyContact: facts.emergencyNameMasked,
      emergencyPhone: facts.emergencyPhoneMasked,
      fileNo: facts.fileNo,
      revisitDueOn: facts.revisitDueOn,
      revisitedOn: facts.revisitedOn,
      revisitedBy: facts.revisitedBy,
      revisitScore: facts.revisitScore,
      evaluation: facts.evaluation,
      revisitInTime: facts.revisitedOn && facts.revisitDueOn ? facts.revisitedOn <= facts.revisitDueOn : null,
    }),
    papers: facts.papers.map((paper) => ({ ...paper })),
    steps: facts.steps.map(({ step, by, at }) => ({ step, by, at })),
    allowed: allowedSteps(facts),
  };
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], null | undefined> };

/** The fields that have a value. */
function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  ) as Given<T>;
}
