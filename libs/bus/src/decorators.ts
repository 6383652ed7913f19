import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';
import type { CommandClass, EventClass, QueryClass, ReplyOf } from '@linli/contracts';
import type { Actor } from './actor.js';
import type { News } from './news.js';
import type { Firing } from './clocks/firing.js';

/** What the bus knows of a handler beside its pattern; stands in Nest's handler extras. */
export type HandlerExtras =
  | { readonly kind: 'command'; readonly message: CommandClass }
  | { readonly kind: 'query'; readonly message: QueryClass }
  | { readonly kind: 'reaction'; readonly event: EventClass; readonly as: string; readonly history: boolean }
  | { readonly kind: 'clock'; readonly rule: string };

type Handler<S> = <F extends S>(target: object, key: string | symbol, method: TypedPropertyDescriptor<F>) => void;

function handler<S>(pattern: string, extras: HandlerExtras): Handler<S> {
  return (target, key, method) => {
    Payload()(target, key, 0);
    Ctx()(target, key, 1);
    MessagePattern(pattern, extras)(target, key, method as PropertyDescriptor);
  };
}

/** The use case of a command: runs in one transaction with key, outbox and change log; wrong types do not compile. */
export function Handles<T extends object, C extends CommandClass<T>>(
  command: C & CommandClass<T>,
): Handler<(message: InstanceType<C>, by: Actor) => Promise<ReplyOf<C>>> {
  return handler(command.subject, { kind: 'command', message: command });
}

/** The answer to a query: changes nothing, runs without a transaction. */
export function Answers<T extends object, Q extends QueryClass<T>>(
  query: Q & QueryClass<T>,
): Handler<(message: InstanceType<Q>, by: Actor) => Promise<ReplyOf<Q>>> {
  return handler(query.subject, { kind: 'query', message: query });
}

/**
 * A reaction to a fact: once per event, in order per aggregate, in one transaction with the inbox progress. Where the service
 * passed over such aggregates before, it hears what happens from now on; with `history` also what the producer still keeps.
 */
export function On<T extends object, E extends EventClass<T>>(
  event: E & EventClass<T>,
  options: { as: string; history?: boolean },
): Handler<(event: InstanceType<E>, news: News) => Promise<void>> {
  return handler(`on.${options.as}.${event.subject}`, {
    kind: 'reaction',
    event,
    as: options.as,
    history: options.history ?? false,
  });
}

/** What happens when a planned clock of this rule is due: once per firing, in one transaction with the fired mark. */
export function OnClock(rule: string): Handler<(firing: Firing) => Promise<void>> {
  return handler(`clock.${rule}`, { kind: 'clock', rule });
}
