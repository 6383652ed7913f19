import { fieldsOf, roleNames, type FieldMeta } from '@linli/contracts';
import type { Route } from '../routes/route.js';
import { problems, type ProblemStatus } from './problems.js';
import type { Schema, Schemas } from './schemas.js';

export const jsonOf = (schema: Schema): Schema => ({ 'application/json': { schema } });

/** The operation of one route: parameters, body, answer, problems, and who may use it. */
export function operationOf(route: Route, schemas: Schemas): Schema {
  const { request, name, method, service, roles, open, rest, params, version } = route;
  const changes = method === 'POST';
  const parameters = [
    ...params.map((field) => parameter('path', field, schemas)),
    ...(changes
      ? [{ $ref: '#/components/parameters/IdempotencyKey' }]
      : rest.map((field) => parameter('query', field, schemas))),
    ...(version ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
  ];
  return {
    operationId: name,
    tags: [service],
    summary: request.summary ?? words(name),
    description: open ? '持链接者,无需登录' : `可由:${roles.map((role) => `${roleNames[role]} (${role})`).join('、')}`,
    ...(open ? { security: [] } : {}),
    'x-roles': [...roles],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(changes && rest.length > 0 ? { requestBody: bodyOf(route, schemas) } : {}),
    responses: {
      [status(route)]: success(route, schemas),
      ...problems(...expected(route)),
    },
  };
}

function bodyOf({ request, rest }: Route, schemas: Schemas): Schema {
  return { required: rest.some((field) => !field.optional), content: jsonOf(schemas.refer(request, true, rest)) };
}

function parameter(where: 'path' | 'query', field: FieldMeta, schemas: Schemas): Schema {
  const { description, ...schema } = schemas.field(field);
  return {
    name: field.name,
    in: where,
    required: where === 'path' || !field.optional,
    ...(description ? { description } : {}),
    ...(field.list ? { style: 'form', explode: true } : {}),
    schema,
  };
}

const status = ({ request }: Route): number => ('status' in request ? (request.status ?? 200) : 200);

function success(route: Route, schemas: Schemas): Schema {
  const { request, location, method } = route;
  const versioned = fieldsOf(request.reply).some((field) => field.name === 'version');
  const headers = {
    ...(versioned ? { ETag: { $ref: '#/components/headers/ETag' } } : {}),
    ...(location === undefined ? {} : { Location: { $ref: '#/components/headers/Location' } }),
    ...(method === 'POST' ? { 'Idempotent-Replayed': { $ref: '#/components/headers/IdempotentReplayed' } } : {}),
  };
  return {
    description: status(route) === 201 ? 'Made' : 'Done',
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    content: jsonOf(schemas.refer(request.reply, false)),
  };
}

function expected({ method, open, params, rest, version }: Route): ProblemStatus[] {
  return [
    ...(open ? ([400, 429] as const) : ([400, 401, 403] as const)),
    // What a form names, such as its project, may be unknown too.
    ...(params.length > 0 || open || method === 'POST' ? ([404] as const) : []),
    ...(method === 'POST' ? ([409, 413, 415] as const) : []),
    // A question may break a rule too, such as a period that ends before it begins.
    ...(method === 'POST' || rest.length > 0 ? ([422] as const) : []),
    ...(version ? ([412, 428] as const) : []),
    ...([500, 503, 504] as const),
  ].sort((a, b) => a - b);
}

/** `RegisterComplaint` as "Register complaint". */
function words(name: string): string {
  const [first = '', ...others] = name.split(/(?=[A-Z])/);
  return [first, ...others.map((word) => word.toLowerCase())].join(' ');
}
