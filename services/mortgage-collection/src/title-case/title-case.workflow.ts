import { workflow, type ActionOf, type StateOf } from '@linli/kernel';

/** The way of 小产权证; with a cash buyer it ends with the certificate [REQ-185..187]. */
export const titleWorkflow = workflow({
  name: 'title-case',
  initial: 'OPENED',
  transitions: {
    OPENED: { assignAgency: 'AGENCY_ASSIGNED' },
    AGENCY_ASSIGNED: { file: 'FILED' },
    FILED: { issueCertificate: 'CERTIFICATE_ISSUED' },
    CERTIFICATE_ISSUED: { registerMortgage: 'MORTGAGE_REGISTERED' },
    MORTGAGE_REGISTERED: { releaseGuarantee: 'GUARANTEE_RELEASED' },
    GUARANTEE_RELEASED: {},
  },
});

export type TitleState = StateOf<typeof titleWorkflow>;
export type TitleAction = ActionOf<typeof titleWorkflow>;

/** The steps that are possible now; a cash buyer's case has none after the certificate. */
export const allowedSteps = (state: TitleState, mortgaged: boolean): TitleAction[] =>
  titleWorkflow.allowed(state).filter((action) => mortgaged || action !== 'registerMortgage');
