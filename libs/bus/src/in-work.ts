import type { EntityManager } from '@mikro-orm/postgresql';
import { Actor } from './actor.js';
import { Work } from './work.js';

/** Who works outside a request, and what he does, as it stands in the change log. */
export interface Errand {
  readonly service: string;
  readonly action: string;
  readonly correlationId?: string;
}

/**
 * One transaction of a worker, outside any request: time, events and change log as in a use case. Commits when `useCase` ends and
 * rolls everything back when it throws; the error is passed on. Ask other services before or after it, never inside.
 */
export async function inWork<R>(em: EntityManager, errand: Errand, useCase: () => Promise<R>): Promise<R> {
  const { service, action, correlationId = crypto.randomUUID() } = errand;
  const work = await Work.open(em, { actor: Actor.service(service), action, correlationId });
  let open = true;
  try {
    const [, rows] = await work.batch(`begin; select app_now() as at, nextval('form_number') as serial`);
    const { at, serial } = rows![0] as { at: Date | string; serial: number | string };
    work.at = new Date(at);
    work.serial = Number(serial);
    const result = await work.run(useCase);
    const events = work.outbox();
    const changes = work.changeLog();
    const settle =
      events || changes
        ? `select bus_settle(${work.json(events)}, ${work.json(changes)}, null, null, null, null, null); `
        : '';
    await work.batch(`${settle}commit`);
    open = false;
    work.release();
    return result;
  } finally {
    if (open) await work.rollback();
  }
}
