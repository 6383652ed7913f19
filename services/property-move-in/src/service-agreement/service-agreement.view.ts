import type { ServiceAgreementView } from '@linli/contracts';
import type { ServiceAgreement } from './service-agreement.js';

type Nullable<T> = { [F in keyof T]: undefined extends T[F] ? T[F] | null : T[F] };
export type ServiceAgreementRow = Nullable<Omit<ServiceAgreementView, 'allowed' | 'state'>>;

/** The columns of a ServiceAgreementView with their table. */
export const serviceAgreements = `a.id, a.version, a.agreement_no as "agreementNo", a.kind, a.project_id as "projectId", a.unit_id as "unitId", a.room,
  a.party_id as "partyId", a.title, a.services, a.signed_on::text as "signedOn", a.from_on::text as "fromOn", a.until_on::text as "untilOn",
  a.recorded_by as "recordedBy", a.ending from service_agreement a`;

export const viewOfRow = ({ untilOn, ending, ...row }: ServiceAgreementRow): ServiceAgreementView => ({
  ...row,
  state: ending ? 'ENDED' : 'IN_FORCE',
  ...(untilOn ? { untilOn } : {}),
  ...(ending ? { ending } : {}),
  allowed: ending ? [] : ['end'],
});

/** The same view of the entity. */
export function view(agreement: ServiceAgreement): ServiceAgreementView {
  const { id, version, agreementNo, kind, projectId, unitId, room, partyId, title, services } = agreement;
  const { signedOn, fromOn, untilOn, recordedBy, ending } = agreement;
  return viewOfRow({
    ...{ id, version, agreementNo, kind, projectId, unitId, room, partyId, title, services, signedOn, fromOn },
    ...{ untilOn: untilOn ?? null, recordedBy, ending: ending ?? null },
  });
}
