import type { EntityManager } from '@mikro-orm/postgresql';
import { load, type Actor } from '@linli/bus';
import { callDesk } from '@linli/contracts';
import { Callback } from './callback.js';
import { noCallback } from './no-callback.js';

/** A call-back that the actor may open: his own, or any of his projects for those at the call desk. */
export async function openCallback(em: EntityManager, id: string, by: Actor, version: number): Promise<Callback> {
  const callback = await load(em, Callback, id, version);
  if (!by.has(...callDesk) && callback.assigneeId !== by.id) throw noCallback();
  return callback;
}
