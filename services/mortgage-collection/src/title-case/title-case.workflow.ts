import { workflow, type ActionOf, type StateOf } from '@linli/kernel';

/** The way of 小产权证; with a cash buyer it ends with the certificate [REQ-185..187]. */
export const titleWorkflow = workflow({
  name: 'title-case',
  initial: 'OPENED',
  transitions: {
    OPENED: { assignAgency: 'AGENCY_ASSIGNED', cancel: 'CANCELLED' },
    AGENCY_ASSIGNED: { file: 'FILED', cancel: 'CANCELLED' },
    FILED: { issueCertificate: 'CERTIFICATE_ISSUED', cancel: 'CANCELLED' },
    CERTIFICATE_ISSUED: { registerMortgage: 'MORTGAGE_REGISTERED' },
    MORTGAGE_REGISTERED: { releaseGuarantee: 'GUARANTEE_RELEASED' },
    GUARANTEE_RELEASED: {},
    CANCELLED: {},
  },
});

export type TitleState = StateOf<typeof titleWorkflow>;
export type TitleAction = ActionOf<typeof titleWorkflow>;

/** The steps that are possible now; a cash buyer's case has none after the certificate, and a rescinded contract ends it by itself. */
export const allowedSteps = (state: TitleState, mortgaged: boolean): TitleAction[] =>
  titleWorkflow.allowed(state).filter((action) => action !== 'cancel' && (mortgaged || action !== 'registerMortgage'));
