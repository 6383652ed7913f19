/** A due clock: the rule's subject, its cycle and what was noted when it was planned. */
export interface Firing {
  readonly subjectId: string;
  readonly cycle: string;
  readonly dueAt: Date;
  readonly payload: Readonly<Record<string, unknown>>;
  /** From where the policy counted; `dueAt` itself for a clock without a policy. */
  readonly from: Date;
  /** 0: it is due. 1, 2, …: the level of the policy's escalation chain, after all levels before it. */
  readonly level: number;
  /** Whom this level is handed to. */
  readonly escalateTo?: { readonly role: string; readonly name: string };
}
