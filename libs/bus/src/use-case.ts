import { dayOf } from '@linli/kernel';
import { traceIdOf } from './telemetry.js';
import { currentWork, runningWork } from './work.js';

/** The ids of the running use case for log lines, or undefined outside one. */
export function idsOfWork(): { correlationId: string; traceId?: string } | undefined {
  const surroundings = runningWork()?.surroundings;
  if (!surroundings) return undefined;
  const { correlationId, traceparent } = surroundings;
  return { correlationId, ...(traceparent ? { traceId: traceIdOf(traceparent) } : {}) };
}

/** The instant of the running transaction, read once from the database's clock, so that every rule can be tested to the day. */
export function now(): Date {
  return currentWork().at;
}

/**
 * What stays although the running command will be refused by a conflict or a rule, such as a record of the attempt: it is written
 * after everything else of the command was rolled back, in the same transaction; nothing of it is when the command is carried out.
 */
export function evenIfRefused(note: () => Promise<void>): void {
  currentWork().remember(note);
}

/**
 * A dry run: the command does all it does, with every check of the database, and answers; then everything is taken back, events and clocks
 * too. Only the key with its answer stays. What lies outside the database, such as a file, is not taken back.
 */
export function onTrial(): void {
  currentWork().trial = true;
}

/** The number of a form: prefix, year in Shanghai and a number that no other form has; rising, not without gaps. */
export function formNo(prefix: string): string {
  const { at, serial } = currentWork();
  return `${prefix}-${dayOf(at).slice(0, 4)}-${String(serial).padStart(6, '0')}`;
}
