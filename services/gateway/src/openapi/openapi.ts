import type { RequestClass } from '@linli/contracts';
import { filePaths } from '../files/file-paths.js';
import { pagePaths } from '../pages/page-paths.js';
import { routesOf } from '../routes/route.js';
import { operationOf } from './operation.js';
import { problemResponses, problemSchema } from './problems.js';
import { Schemas, type Schema } from './schemas.js';

const services: Readonly<Record<string, string>> = {
  'sales-office': '售楼部',
  'mortgage-collection': '按揭催缴与产权',
  'property-move-in': '入住与物业',
  complaints: '投诉与服务',
  'client-club': '客户会',
  'info-sharing': '客户信息共享',
  gateway: '客户全景与附件',
};

const about = `一户人家从看房到入住的全程记录,由六个部门的服务共同完成。

- Every command is a POST with an \`Idempotency-Key\`: the same key and body again give the same answer, also when it was refused (404, 409, 422): who tries anew takes a new key.
- A change of something that exists carries the \`ETag\` it has seen as \`If-Match\`.
- Pages: pass \`next\` of a page as \`cursor\` to get the next one; a page without \`next\` is the last.
- Money is whole fen, days are business days in Asia/Shanghai, instants carry their offset; both lie in the years 1900 to 2199.
- Every refusal is a problem (RFC 9457) with a stable \`code\` and a sentence that says what to do.`;

/** The OpenAPI 3.1 description of all routes, from the same fields that validation reads. */
export function openapi(requests: readonly RequestClass[]): Schema {
  const schemas = new Schemas();
  const paths: Record<string, Record<string, Schema>> = {};
  const add = (path: string, method: string, operation: Schema) => {
    (paths[path.replace(/:(\w+)/g, '{$1}')] ??= {})[method.toLowerCase()] = operation;
  };
  const routes = routesOf(requests);
  // What is sent comes first, so that a part that is also answered is described with the stricter schema.
  for (const { request, method, rest } of routes)
    if (method === 'POST' && rest.length > 0) schemas.refer(request, true, rest);
  for (const route of routes) add(route.path, route.method, operationOf(route, schemas));
  for (const { path, method, operation } of [...filePaths, ...pagePaths(schemas)]) add(path, method, operation);
  return {
    openapi: '3.1.0',
    info: { title: '邻里 Linli', version: '0.1.0', description: about },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    tags: Object.entries(services).map(([name, description]) => ({ name, description })),
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'OIDC access token, typ at+jwt, aud linli',
        },
      },
      parameters,
      headers,
      responses: problemResponses,
      schemas: { ...schemas.all(), Problem: problemSchema },
    },
  };
}

const parameters: Readonly<Record<string, Schema>> = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description: 'A new one for each new request, the same one to repeat it',
    schema: {
      type: 'string',
      minLength: 8,
      maxLength: 200,
      pattern: '^[\\x21-\\x7e]+$',
      examples: ['5f0c7a52-8d3c-4c53-9d7e-0c2a0f6f3b11'],
    },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: true,
    description: 'The ETag of what is changed, as it was last read',
    schema: { type: 'string', examples: ['"3"'] },
  },
};

const headers: Readonly<Record<string, Schema>> = {
  ETag: { description: 'The version, for If-Match', schema: { type: 'string', examples: ['"3"'] } },
  Location: { description: 'Where the new thing is read', schema: { type: 'string' } },
  IdempotentReplayed: {
    description: 'true when this key was used before: nothing was done again',
    schema: { type: 'string', enum: ['true'] },
  },
};
