/** The closed list of reasons why a request is not carried out; each has one HTTP status. */
export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'stale'
  | 'too-large'
  | 'unsupported-type'
  | 'rule'
  | 'version-required'
  | 'too-many'
  | 'overloaded'
  | 'deadline'
  | 'unavailable'
  | 'internal';

/** The HTTP status of each kind, as the gateway answers it. */
export const statusOf: Readonly<Record<RefusalKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  stale: 412,
  'too-large': 413,
  'unsupported-type': 415,
  rule: 422,
  'version-required': 428,
  'too-many': 429,
  overloaded: 503,
  deadline: 504,
  unavailable: 503,
  internal: 500,
};

const passing: ReadonlySet<RefusalKind> = new Set(['too-many', 'overloaded', 'deadline', 'unavailable']);

/** What a refusal may carry besides its sentence; details hold ids, states and limits, never personal data. */
export interface RefusalOptions {
  readonly details?: Record<string, unknown>;
  readonly retryable?: boolean;
}

/**
 * The one way to say no. `code` is `<aggregate>.<kebab-reason>` and never changes; `message` is a Chinese sentence or two that say
 * what is wrong and what to do. `retryable`: the same request may succeed later unchanged; true by default for too-many, overloaded, deadline and unavailable.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly details?: Record<string, unknown>;
  readonly retryable: boolean;

  constructor(
    readonly kind: RefusalKind,
    readonly code: string,
    message: string,
    options: RefusalOptions = {},
  ) {
    super(message);
    if (options.details) this.details = options.details;
    this.retryable = options.retryable ?? passing.has(kind);
  }
}

type Refuse = (code: string, message: string, details?: Record<string, unknown>) => Refusal;

const refuseAs =
  (kind: RefusalKind): Refuse =>
  (code, message, details) =>
    new Refusal(kind, code, message, details && { details });

/** Short forms for the kinds that business code needs. They return the refusal: `throw refuse.rule(…)`. */
export const refuse = {
  invalid: refuseAs('invalid'),
  forbidden: refuseAs('forbidden'),
  notFound: refuseAs('not-found'),
  conflict: refuseAs('conflict'),
  rule: refuseAs('rule'),
} as const;
