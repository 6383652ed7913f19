import { subjectOf } from '@linli/contracts';
import { voicesOf } from '../docs/scan.js';
import { checkoutRoot } from '../runner/layout.js';

/** By consumer and producer: the types of aggregates whose events are reacted to, as the sources say. */
const reactsTo = new Map(
  voicesOf(checkoutRoot()).map(({ service, reactions }) => {
    const heard = new Map<string, Set<string>>();
    for (const { event } of reactions) {
      const { service: producer, aggregate } = subjectOf(event);
      heard.set(producer, (heard.get(producer) ?? new Set()).add(aggregate));
    }
    return [service, heard];
  }),
);

/** Departments and their databases. */
export interface Books {
  readonly services: readonly string[];
  rows<R extends object>(service: string, sql: string, values?: readonly unknown[]): Promise<R[]>;
}

interface Place {
  type: string;
  id: string;
  seq: string;
}

interface Progress extends Place {
  consumer: string;
}

/** The books of all departments, laid side by side. Each list says what is wrong, and is empty when nothing is. */
export class Ledger {
  constructor(private readonly house: Books) {}

  /** Events that still wait in an outbox. */
  async unpublished(): Promise<string[]> {
    return this.complaints(
      `select event_type || ' ' || event_id as what from outbox where published_at is null order by event_id`,
    );
  }

  /** Aggregates that a consumer has not followed to the last event, or has followed further than their producer told. */
  async behind(): Promise<string[]> {
    const told = new Map<string, Place[]>();
    for (const service of this.house.services) {
      const sql = `select aggregate_type as type, aggregate_id as id, last_seq as seq from outbox_seq`;
      told.set(service, await this.house.rows<Place>(service, sql));
    }
    const found: string[] = [];
    for (const service of this.house.services) {
      const expected = [...(reactsTo.get(service) ?? [])].flatMap(([producer, types]) =>
        (told.get(producer) ?? [])
          .filter(({ type }) => types.has(type))
          .map((place) => ({ consumer: `${service}--from--${producer}`, ...place })),
      );
      const sql = `select consumer, aggregate_type as type, aggregate_id as id, last_seq as seq from inbox_progress`;
      found.push(...differences(expected, await this.house.rows<Progress>(service, sql)));
    }
    return found;
  }

  /** Events that wait for an operator. */
  async parked(): Promise<string[]> {
    return this.complaints(
      `select consumer || ' ' || event_type || ': ' || reason as what from dead_letter where resolved_at is null`,
    );
  }

  /** Persons of whom info-sharing has heard and does not know yet who they are. */
  async unidentified(): Promise<string[]> {
    const sql = `select party_id || ': ' || coalesce(last_error, 'not tried') as what from identification where wanted_at_news > done_at_news`;
    return (await this.house.rows<{ what: string }>('info-sharing', sql)).map(({ what }) => what);
  }

  /** Kinds of commands that were done more or less often, by the change log, than they were answered. */
  async commandsNotDoneOnce(): Promise<string[]> {
    return this.complaints(`
      with done as (select route, count(*) as times from idempotency where status between 200 and 299 group by 1),
        logged as (select action as route, count(distinct correlation_id) as times from change_log where action like 'cmd.%' group by 1)
      select coalesce(d.route, l.route) || ': ' || coalesce(d.times, 0) || ' keys, ' || coalesce(l.times, 0) || ' in the change log' as what
      from done d full join logged l using (route) where d.times is distinct from l.times`);
  }

  /** What the change log says was made twice. */
  async madeTwice(): Promise<string[]> {
    return this.complaints(`
      select aggregate_type || ' ' || aggregate_id as what from change_log where kind = 'create' group by 1 having count(*) > 1`);
  }

  /** Events to which a consumer reacted more than once. */
  async reactedTwice(): Promise<string[]> {
    return this.complaints(`
      select action || ' for ' || aggregate_type || ' ' || aggregate_id || ' version ' || version as what
      from change_log where action like 'on evt.%' and version is not null group by 1 having count(*) > 1`);
  }

  /** The keys under which a command was carried out, in all departments. */
  async keys(): Promise<string[]> {
    const found: string[] = [];
    for (const service of this.house.services) {
      const sql = `select key from idempotency where status between 200 and 299`;
      found.push(...(await this.house.rows<{ key: string }>(service, sql)).map(({ key }) => key));
    }
    return found;
  }

  /** What was made without a key, and keys under which nothing was made, or the same as under another one. */
  async withoutKey(): Promise<string[]> {
    const found: string[] = [];
    for (const service of this.house.services) {
      const routes = await this.house.rows<{ route: string }>(
        service,
        'select distinct route from idempotency where status = 201',
      );
      for (const { route } of routes) {
        const table = (route.split('.')[2] ?? '').replaceAll('-', '_');
        const sql = `select coalesce(t.id::text, k.reply_id) as id from ${table} t
          full join (select reply_id, count(*) as times from idempotency where route = $1 and status = 201 group by 1) k on k.reply_id = t.id::text
          where k.times is distinct from 1 or t.id is null`;
        const rows = await this.house.rows<{ id: string }>(service, sql, [route]);
        found.push(...rows.map(({ id }) => `${service}: ${table} ${id}`));
      }
    }
    return found;
  }

  /** How many rows there are. */
  async count(service: string, what: string): Promise<number> {
    const [row] = await this.house.rows<{ many: string }>(service, `select count(*) as many from ${what}`);
    return Number(row?.many);
  }

  private async complaints(sql: string): Promise<string[]> {
    const found: string[] = [];
    for (const service of this.house.services) {
      const rows = await this.house.rows<{ what: string }>(service, sql);
      found.push(...rows.map(({ what }) => `${service}: ${what}`));
    }
    return found;
  }
}

function differences(expected: readonly Progress[], seen: readonly Progress[]): string[] {
  const label = ({ consumer, type, id }: Progress) => `${consumer} ${type} ${id}`;
  const followed = new Map(seen.map((progress) => [label(progress), progress.seq]));
  const told = new Map(expected.map((progress) => [label(progress), progress.seq]));
  return [...new Set([...told.keys(), ...followed.keys()])]
    .filter((each) => told.get(each) !== followed.get(each))
    .map((each) => `${each}: told ${told.get(each) ?? 'nothing'}, followed to ${followed.get(each) ?? 'nothing'}`);
}
