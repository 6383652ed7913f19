import { CustomerView, departments, LifeFact, lifeReaders, roleNames } from '@linli/contracts';
import type { HandWritten } from '../openapi/hand-written.js';
import { jsonOf } from '../openapi/operation.js';
import { problems } from '../openapi/problems.js';
import type { Schema, Schemas } from '../openapi/schemas.js';

/** The hand-written pages as they stand in the OpenAPI description; `schemas.refer` describes their parts. */
export const pagePaths = (schemas: Schemas): readonly HandWritten[] => [
  {
    path: '/customers/:customerId/life',
    method: 'GET',
    operation: {
      operationId: 'GetCustomerLife',
      tags: ['gateway'],
      summary: '客户全景:一位客户在六个部门的全部经历',
      description: `可由:${lifeReaders.map((role) => `${roleNames[role]} (${role})`).join('、')}`,
      'x-roles': [...lifeReaders],
      parameters: [{ name: 'customerId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
      responses: {
        200: { description: 'Done', content: jsonOf(customerLife(schemas)) },
        ...problems(400, 401, 403, 404, 500, 503, 504),
      },
    },
  },
  {
    path: '/changes',
    method: 'GET',
    operation: {
      operationId: 'ListenToChanges',
      tags: ['gateway'],
      summary: '变更通知:各部门刚刚发生了什么(server-sent events)',
      description:
        'Events `change` with `event`, `aggregateId`, `projectId` and `at`: ids only, of aggregates that the listener may read. After a lost connection send the last id as `Last-Event-ID`; what cannot be told any more is answered by an event `reset`: read anew. Ends after ten minutes; come back with a fresh token.',
      'x-roles': [...lifeReaders],
      parameters: [
        { name: 'Last-Event-ID', in: 'header', required: false, schema: { type: 'string', format: 'uuid' } },
      ],
      responses: {
        200: { description: 'An endless answer', content: { 'text/event-stream': { schema: { type: 'string' } } } },
        ...problems(401, 403, 429, 500),
      },
    },
  },
];

function customerLife(schemas: Schemas): Schema {
  const fact = schemas.refer(LifeFact, false);
  const part = {
    oneOf: [
      object({ ok: { const: true }, facts: { type: 'array', items: fact } }),
      {
        ...object({ missing: { const: true }, code: { type: 'string' }, message: { type: 'string' } }),
        description: 'the department did not answer, or the reader may not see it',
      },
    ],
  };
  return object({
    customer: schemas.refer(CustomerView, false),
    parts: object(Object.fromEntries(departments.map((department) => [department, part]))),
    facts: {
      type: 'array',
      description: 'of all departments that answered, oldest first',
      items: { allOf: [fact, object({ department: { type: 'string', enum: [...departments] } })] },
    },
  });
}

const object = (properties: Readonly<Record<string, unknown>>): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});
