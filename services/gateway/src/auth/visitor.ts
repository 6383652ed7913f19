import type { FastifyRequest } from 'fastify';
import type { Actor } from '@linli/bus';

/** The person at the door, verified, and the token that travels on with his request. */
export interface Visitor {
  readonly actor: Actor;
  readonly token: string;
}

const visitors = new WeakMap<object, Visitor>();

export function admit(request: FastifyRequest, visitor: Visitor): void {
  visitors.set(request, visitor);
}

/** Who asks. Only for routes that are not `Open`; the guard has let the visitor in. */
export function visitorOf(request: FastifyRequest): Visitor {
  const visitor = visitors.get(request);
  if (!visitor) throw new Error(`${request.method} ${request.routeOptions.url ?? ''} was not guarded`);
  return visitor;
}
