import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { Refusal, statusOf } from '@linli/kernel';

/** The body of every answer that is not a success (RFC 9457). `code` is stable; `detail` says what to do. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  /** The path that was asked, without its query string. */
  readonly instance?: string;
  readonly traceId?: string;
  /** The same request may succeed later, unchanged. */
  readonly retryable: boolean;
  /** What is wrong with which field. */
  readonly flaws?: readonly { readonly field: string; readonly problem: string }[];
  readonly details?: Readonly<Record<string, unknown>>;
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** What a refusal looks like over HTTP. One of kind `internal` says nothing of what went wrong inside. */
export function problemOf(refusal: Refusal, where: { instance?: string; traceId?: string } = {}): Problem {
  const status = statusOf[refusal.kind];
  if (status === 500) {
    return shaped(
      status,
      'service.failed',
      'Something went wrong on our side and has been noted under this traceId; try again later.',
      where,
    );
  }
  const { flaws, sent: _sent, ...details } = refusal.details ?? {};
  return {
    ...shaped(status, refusal.code, refusal.message, where),
    retryable: refusal.retryable,
    ...(Array.isArray(flaws) ? { flaws: flaws as NonNullable<Problem['flaws']> } : {}),
    ...(Object.keys(details).length > 0 ? { details } : {}),
  };
}

/** A problem that has a status of its own and no refusal, such as 405 and 431. */
export function shaped(
  status: number,
  code: string,
  detail: string,
  where: { instance?: string; traceId?: string } = {},
): Problem {
  return {
    type: `urn:linli:problem:${code}`,
    title: STATUS_CODES[status] ?? 'Refused',
    status,
    detail,
    code,
    ...where,
    retryable: false,
  };
}

/** What an error means to the sender; undefined when it is our own fault. Messages of the framework are never passed on. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  return byStatus[statusIn(error)]?.();
}

function statusIn(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : 500;
}

const byStatus: Readonly<Record<number, () => Refusal>> = {
  400: () =>
    new Refusal('invalid', 'request.malformed', 'The request is not well-formed; check its path, headers and body.'),
  404: () => new Refusal('not-found', 'request.unknown-path', 'There is no such path; /docs lists them all.'),
  413: () =>
    new Refusal('too-large', 'request.too-large', 'The body is larger than 256 KB; send less, and files to /files.'),
  414: () => new Refusal('invalid', 'request.malformed', 'The path is too long.'),
  415: () => new Refusal('unsupported-type', 'request.unsupported-type', 'Send the body as application/json.'),
  503: () =>
    new Refusal('unavailable', 'gateway.unavailable', 'The gateway is starting or stopping; try again in a second.'),
};
