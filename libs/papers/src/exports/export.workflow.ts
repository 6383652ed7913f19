import { workflow, type StateOf } from '@linli/kernel';

/** The way of an export. People cancel; all else the worker does. */
export const exportWorkflow = workflow({
  name: 'export',
  initial: 'WAITING',
  transitions: {
    WAITING: { cancel: 'CANCELLED', start: 'RUNNING' },
    RUNNING: { cancel: 'CANCELLED', finish: 'DONE', fail: 'FAILED', putBack: 'WAITING' },
    DONE: {},
    FAILED: {},
    CANCELLED: {},
  },
});

export type ExportState = StateOf<typeof exportWorkflow>;

const byPeople: ReadonlySet<string> = new Set(['cancel']);

export const stepsOfPeople = (state: ExportState): string[] =>
  exportWorkflow.allowed(state).filter((step) => byPeople.has(step));
