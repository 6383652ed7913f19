import { fieldsOf, subjectOf, type FieldMeta, type RequestClass } from '@linli/contracts';
import type { Role } from '@linli/contracts';

/** One contract with its HTTP face, checked and taken apart once at boot. */
export interface Route {
  readonly request: RequestClass;
  readonly name: string;
  readonly service: string;
  readonly method: 'GET' | 'POST';
  /** As Fastify and the contract write it: `/complaints/:complaintId`. */
  readonly path: string;
  readonly params: readonly FieldMeta[];
  /** The field that is bound from If-Match, if the contract has one. */
  readonly version?: FieldMeta;
  /** Everything else: the query string of a GET, the body of a POST. */
  readonly rest: readonly FieldMeta[];
  readonly roles: readonly Role[];
  /** For whoever holds what it asks for, without a token. */
  readonly open: boolean;
  /** Where a thing made by this command is read: its own path or, without its verb, the one above, followed by the id. */
  readonly location?: string;
}

const FACE = /^(GET|POST) (\/[\w\-./:]*)$/;

/**
 * The routes of all contracts with an HTTP face. Throws a sentence that names the contract when one has no roles, two share a
 * method and path, or a path parameter has no field: the gateway does not start with an open or ambiguous door.
 */
export function routesOf(requests: readonly RequestClass[]): readonly Route[] {
  const routes = requests.flatMap((request) => (request.http === undefined ? [] : [routeOf(request, request.http)]));
  const seen = new Map<string, Route>();
  for (const route of routes) {
    const key = `${route.method} ${shapeOf(route.path)}`;
    const twin = seen.get(key);
    if (twin) throw new Error(`${route.name} and ${twin.name} both answer ${key}; one of them needs another path.`);
    seen.set(key, route);
  }
  return routes.map((route) => {
    if (route.method === 'GET' || route.request.status !== 201) return route;
    const location = [route.path, route.path.replace(/\/[^/:]+$/, '')].find((path) =>
      seen.has(`GET ${shapeOf(path)}/:`),
    );
    return location === undefined ? route : { ...route, location };
  });
}

function routeOf(request: RequestClass, http: string): Route {
  const { name } = request;
  const [, method, path] = FACE.exec(http) ?? [];
  if (!method || !path)
    throw new Error(`${name}: "${http}" is no HTTP face such as "POST /complaints/:complaintId/close".`);
  const { kind, service } = subjectOf(request);
  if ((kind === 'cmd') !== (method === 'POST'))
    throw new Error(`${name}: commands are POST and queries are GET, not "${http}".`);
  if (!request.open && !request.roles?.length)
    throw new Error(`${name} has an HTTP face but no roles: say who may use it.`);
  const fields = fieldsOf(request);
  const params = [...path.matchAll(/:(\w+)/g)].map(([, param]) => {
    const field = fields.find((each) => each.name === param);
    if (!field || field.list || field.type === 'object')
      throw new Error(`${name}: the path has :${param}, but the class has no such plain field.`);
    return field;
  });
  const version = method === 'POST' ? fields.find((each) => each.version) : undefined;
  const rest = fields.filter((each) => each !== version && !params.includes(each));
  const nested = method === 'GET' && rest.find((each) => each.type === 'object');
  if (nested) throw new Error(`${name}.${nested.name} is an object and cannot stand in a query string.`);
  return {
    request,
    name,
    service,
    method: method as Route['method'],
    path,
    params,
    ...(version ? { version } : {}),
    rest,
    roles: request.roles ?? [],
    open: request.open ?? false,
  };
}

/** `/complaints/:complaintId` and `/complaints/:id` are the same door. */
const shapeOf = (path: string): string => path.replace(/:\w+/g, ':').replace(/\/$/, '');
