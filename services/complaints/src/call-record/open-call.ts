import type { EntityManager } from '@mikro-orm/postgresql';
import { load, type Actor } from '@linli/bus';
import { callDesk, Role } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { CallRecord } from './call-record.js';

/** A call that the actor may open: his own, or any of his projects for those at the call desk and for the exchange. */
export async function openCall(em: EntityManager, callId: string, by: Actor, version?: number): Promise<CallRecord> {
  const call = await load(em, CallRecord, callId, version);
  if (!opensCall(by, call)) throw noCall();
  return call;
}

/** Whether he sees this call; the exchange does, because its news are answered again when it repeats them under their key. */
export const opensCall = (by: Actor, call: { projectId: string; staffId?: string | null }): boolean =>
  by.sees(call.projectId) && (by.has(...callDesk, Role.TELEPHONE_EXCHANGE) || call.staffId === by.id);

export const noCall = () => refuse.notFound('call-record.not-found', '没有这条电话记录，请核对编号。');
