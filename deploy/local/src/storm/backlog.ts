import { setTimeout as pause } from 'node:timers/promises';
import { median } from '../bench/load.js';
import { caller, rain } from './pressure.js';
import { Site } from './site.js';

const [TELLS, HEARS] = ['property-move-in', 'complaints'];
/** Requests in a second to the department that has to catch up. */
const REQUESTS = 30;
/** Events of one unit's history: two, so that order counts. */
const OF_EACH = 2;

export interface Backlog {
  /** Events published in a second, and heard and acted on in a second, both from the moment in which the broker was back. */
  readonly published: number;
  readonly heard: number;
  /** Median of requests in milliseconds, before and meanwhile. */
  readonly before: number;
  readonly meanwhile: number;
  /** Histories that did not come to their end. */
  readonly behind: number;
}

/** The broker was away from one department for a night in which it told so much; `flushed`: each event is on its disk before it is acknowledged. */
export async function backlog(
  events: number,
  { flushed, keep }: { flushed: boolean; keep: boolean },
  say: (line: string) => void,
): Promise<Backlog> {
  const site = await Site.open({
    services: [TELLS, HEARS],
    replicas: 1,
    nodes: 1,
    flushed,
    keep,
    // A network of the rig's own would be what is measured: it stands only where it is cut.
    isDirect: (service, to) => service !== TELLS || to !== 'nats',
  });
  try {
    const person = await caller(site);
    const send = () => person.register();
    await rain(REQUESTS, 5_000, send);
    const calm = await rain(REQUESTS, 10_000, send);
    const way = site.lines(`${TELLS}-1`, 'nats');
    for (const line of way) line.cut();
    await site.rows(TELLS, HANDED_OVER, [Math.ceil(events / OF_EACH)]);
    say(`${await waiting(site)} events wait`);

    let over = false;
    const during: Promise<{ ms: number }[]>[] = [];
    const working = (async () => {
      while (!over) {
        during.push(rain(REQUESTS, 1_000, send));
        await during.at(-1);
      }
    })();
    const began = performance.now();
    for (const line of way) line.heal();
    const since = () => (performance.now() - began) / 1_000;
    const left = () => Promise.all([waiting(site), unheard(site)]);
    let [published, heard] = [0, 0];
    for (let [unpublished, rest] = await left(); rest > 0 && since() < 600; [unpublished, rest] = await left()) {
      if (unpublished === 0) published ||= since();
      say(`${since().toFixed(0)} s: ${unpublished} wait, ${rest} histories are not heard to their end`);
      await pause(1_000);
    }
    heard = since();
    published ||= heard;
    over = true;
    await working;
    const busy = (await Promise.all(during)).flat();
    person.close();
    return {
      ...{ published: events / published, heard: events / heard, behind: await unheard(site) },
      ...{ before: median(calm.map(({ ms }) => ms)), meanwhile: median(busy.map(({ ms }) => ms)) },
    };
  } finally {
    await site.close();
  }
}

/** Units whose keys were handed over, each told twice: the second is news to nobody and is heard all the same. */
const HANDED_OVER = `
  with unit as materialized (
    select n, gen_random_uuid() as handover, gen_random_uuid() as unit, gen_random_uuid() as party from generate_series(1, $1::int) n),
  heads as (insert into outbox_seq select 'handover', handover::text, ${OF_EACH} from unit)
  insert into outbox (event_id, aggregate_type, aggregate_id, aggregate_seq, event_type, payload)
  select gen_random_uuid(), 'handover', handover::text, place, 'evt.property-move-in.handover.handed-over',
    jsonb_build_object('handoverId', handover, 'unitId', unit, 'projectId', 'night', 'room', '1-' || n, 'partyId', party, 'handoverDate', '2026-11-30')
  from unit, generate_series(1, ${OF_EACH}) place order by place, n`;

async function waiting(site: Site): Promise<number> {
  const [row] = await site.rows<{ many: number }>(
    TELLS,
    'select count(*)::int as many from outbox where published_at is null',
  );
  return row!.many;
}

async function unheard(site: Site): Promise<number> {
  const [told] = await site.rows<{ many: number }>(
    TELLS,
    "select count(*)::int as many from outbox_seq where aggregate_type = 'handover'",
  );
  const [heard] = await site.rows<{ many: number }>(
    HEARS,
    `select count(*)::int as many from inbox_progress where aggregate_type = 'handover' and last_seq = ${OF_EACH}`,
  );
  return told!.many - heard!.many;
}
