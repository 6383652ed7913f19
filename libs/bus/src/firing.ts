/** A due clock: the rule's subject, its cycle and what was noted when it was planned. */
export interface Firing {
  readonly subjectId: string;
  readonly cycle: string;
  readonly dueAt: Date;
  readonly payload: Readonly<Record<string, unknown>>;
}
