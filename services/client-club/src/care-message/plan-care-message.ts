import type { EntityManager } from '@mikro-orm/postgresql';
import { dayOf } from '@linli/kernel';
import { CareMessage, type Occasion } from './care-message.js';

interface Wording {
  title: string;
  body: string;
  attempts: number;
  backoff: number;
}

const WORDING = `
  select t.title, t.body,
    (select value::int from policy where rule = 'care-message-attempts' and valid_from <= ? order by valid_from desc limit 1) as attempts,
    (select value::int from policy where rule = 'care-message-backoff-seconds' and valid_from <= ? order by valid_from desc limit 1) as backoff
  from care_message_template t where t.kind = ? and t.valid_from <= ? order by t.valid_from desc limit 1`;

/** Plans the one message for this occasion, in the words that hold today. The sender takes it after this transaction. */
export async function planCareMessage(
  em: EntityManager,
  occasion: Occasion,
  places: { room?: string },
  at: Date,
): Promise<void> {
  const { kind, subjectId } = occasion;
  if (await em.findOne(CareMessage, { kind, subjectId })) return; // this occasion was told of before
  const { title, text, maxAttempts, backoffSeconds } = await wordingOf(em, kind, places, at);
  em.persist(CareMessage.plan(occasion, { title, text }, { maxAttempts, backoffSeconds }, at));
}

/** The words of a message as they hold on this day, with what is filled in. */
export async function wordingOf(em: EntityManager, kind: string, places: { room?: string }, at: Date) {
  const today = dayOf(at);
  const [wording] = await em.execute<Wording[]>(WORDING, [today, today, kind, today]);
  if (!wording) throw new Error(`There is no text for a message of kind ${kind}.`);
  const { title, body, attempts: maxAttempts, backoff: backoffSeconds } = wording;
  return { title, text: body.replace('{room}', places.room ? ` ${places.room} ` : ''), maxAttempts, backoffSeconds };
}
