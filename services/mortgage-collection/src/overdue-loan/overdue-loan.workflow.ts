import { workflow, type ActionOf, type StateOf } from '@linli/kernel';

/** The way of an overdue loan: reminded again and again until cured, or handed to litigation; a declined dossier comes back [REQ-196, REQ-200..202]. */
export const overdueWorkflow = workflow({
  name: 'overdue-loan',
  initial: 'OVERDUE',
  transitions: {
    OVERDUE: { remind: 'REMINDED', becomeCandidate: 'LITIGATION_CANDIDATE', cure: 'CURED' },
    REMINDED: { remind: 'REMINDED', becomeCandidate: 'LITIGATION_CANDIDATE', cure: 'CURED' },
    LITIGATION_CANDIDATE: { remind: 'LITIGATION_CANDIDATE', sendDossier: 'DOSSIER_SENT', cure: 'CURED' },
    DOSSIER_SENT: { startLitigation: 'LITIGATION', declineLitigation: 'LITIGATION_CANDIDATE', cure: 'CURED' },
    LITIGATION: { close: 'CLOSED' },
    CURED: {},
    CLOSED: {},
  },
});

export type OverdueState = StateOf<typeof overdueWorkflow>;
export type OverdueAction = ActionOf<typeof overdueWorkflow>;

/** The steps that people may take now; becoming a candidate is no step of a person, the limits decide it. */
export const allowedSteps = (state: OverdueState): OverdueAction[] =>
  overdueWorkflow.allowed(state).filter((action) => action !== 'becomeCandidate');
