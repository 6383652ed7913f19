import { DeliverPolicy, jetstream } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { streamOf } from '@linli/bus';
import type { Site } from './site.js';

/**
 * Writes down, past the services, each step that a consumer takes in the history of an aggregate: they cannot talk their way out of what
 * they did twice or in the wrong order.
 */
const WATCH = `
create table storm_step (id bigserial primary key, consumer text, aggregate_type text, aggregate_id text, from_seq bigint, to_seq bigint);
create function storm_watch() returns trigger language plpgsql security definer as $$
begin
  -- A step to where it stands already is one too: whoever takes an event again writes its time anew.
  if (tg_op = 'INSERT' and new.last_seq > 0) or (tg_op = 'UPDATE' and (new.last_seq <> old.last_seq or new.updated_at <> old.updated_at)) then
    insert into storm_step (consumer, aggregate_type, aggregate_id, from_seq, to_seq)
    values (new.consumer, new.aggregate_type, new.aggregate_id, case when tg_op = 'UPDATE' then old.last_seq else 0 end, new.last_seq);
  end if;
  return null;
end $$;
create trigger storm_watch after insert or update on inbox_progress for each row execute function storm_watch();
grant insert on storm_step to public;`;

export async function watch(site: Site): Promise<void> {
  for (const service of site.services) await site.rows(service, WATCH);
}

/** Events that a consumer took twice: it made the same step of a history again. */
export async function takenTwice(site: Site): Promise<string[]> {
  return steps(
    site,
    `select consumer || ' ' || aggregate_type || ' ' || aggregate_id || ' to ' || to_seq as what from storm_step
     group by consumer, aggregate_type, aggregate_id, to_seq having count(*) > 1`,
  );
}

/** Steps that leave something out or go back. */
export async function jumps(site: Site): Promise<string[]> {
  return steps(
    site,
    `select consumer || ' ' || aggregate_type || ' ' || aggregate_id || ' from ' || from_seq || ' to ' || to_seq as what from storm_step
     where to_seq <> from_seq + 1 order by id`,
  );
}

async function steps(site: Site, sql: string): Promise<string[]> {
  const found: string[] = [];
  for (const service of site.services) {
    const rows = await site.rows<{ what: string }>(service, sql);
    found.push(...rows.map(({ what }) => `${service}: ${what}`));
  }
  return found;
}

/** Places in the streams where an event stands before one that happened earlier to the same aggregate; repeats are allowed. */
export async function outOfOrder(site: Site): Promise<string[]> {
  const found: string[] = [];
  const connection = await connect({ servers: site.natsUrl.split(',') });
  try {
    for (const service of site.services) {
      const consumer = await jetstream(connection).consumers.get(streamOf(service), {
        deliver_policy: DeliverPolicy.All,
      });
      let pending = (await consumer.info()).num_pending;
      if (pending === 0) continue;
      const places = new Map<string, number>();
      for await (const msg of await consumer.consume({ max_messages: 1_000 })) {
        const [, , aggregate, , id] = msg.subject.split('.');
        const [history, place] = [`${service}: ${aggregate} ${id}`, Number(msg.headers?.get('ce-sequence'))];
        const before = places.get(history) ?? 0;
        if (place > before + 1) found.push(`${history}: place ${place} stands behind place ${before}`);
        places.set(history, Math.max(before, place));
        if (--pending === 0) break;
      }
    }
  } finally {
    await connection.close();
  }
  return found;
}
