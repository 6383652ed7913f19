import type { FastifyRequest } from 'fastify';
import type { Actor } from '@linli/bus';

/** The person at the door, verified, and the token that travels on with his request. */
export interface Visitor {
  readonly actor: Actor;
  readonly token: string;
}

const VISITOR = Symbol('visitor');
type Guarded = FastifyRequest & { [VISITOR]?: Visitor };

export function admit(request: FastifyRequest, visitor: Visitor): void {
  (request as Guarded)[VISITOR] = visitor;
}

/** Who asks. Only for routes that are not `Open`; the guard has let the visitor in. */
export function visitorOf(request: FastifyRequest): Visitor {
  const visitor = (request as Guarded)[VISITOR];
  if (!visitor) throw new Error(`${request.method} ${request.routeOptions.url ?? ''} was not guarded`);
  return visitor;
}
