import type { Schema } from './schemas.js';

const text = { type: 'string' };

/** The body of every answer that is not a success. */
export const problemSchema: Schema = {
  type: 'object',
  description: 'RFC 9457. `code` is stable, `detail` says what to do, `flaws` names each wrong field.',
  properties: {
    type: { type: 'string', format: 'uri' },
    title: text,
    status: { type: 'integer' },
    detail: text,
    code: { type: 'string', examples: ['complaint.illegal-step'] },
    instance: text,
    traceId: text,
    retryable: { type: 'boolean', description: 'the same request may succeed later, unchanged' },
    flaws: {
      type: 'array',
      items: { type: 'object', properties: { field: text, problem: text }, required: ['field', 'problem'] },
    },
    details: { type: 'object', description: 'ids, states and limits that explain the refusal' },
  },
  required: ['type', 'title', 'status', 'detail', 'code', 'retryable'],
};

const sentences = {
  400: 'The request is not well-formed, or fields are wrong: see `flaws`',
  401: 'No valid access token',
  403: 'The role may not do this',
  404: 'There is no such thing, or it belongs to another project',
  409: 'It contradicts what is there already',
  412: 'Somebody changed it meanwhile: the version in If-Match is stale',
  413: 'The body is too large',
  415: 'The body is of a type that is not taken',
  422: 'A rule of the business does not allow it',
  428: 'If-Match is missing',
  429: 'Too many requests: Retry-After says when',
  500: 'Our own fault; no details',
  503: 'The department is not reachable or too busy: Retry-After says when',
  504: 'No answer came in time',
} as const;

export type ProblemStatus = keyof typeof sentences;

const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
const retryAfter = { 'Retry-After': { description: 'seconds', schema: { type: 'integer' } } };

/** `components.responses`, one per status. */
export const problemResponses: Readonly<Record<string, Schema>> = Object.fromEntries(
  Object.entries(sentences).map(([status, description]) => [
    `Problem${status}`,
    { description, ...(status === '429' || status === '503' ? { headers: retryAfter } : {}), content },
  ]),
);

/** References to these responses, for an operation. */
export const problems = (...statuses: readonly ProblemStatus[]): Record<string, Schema> =>
  Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]));
