import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DeliverPolicy, jetstream } from '@nats-io/jetstream';
import { connectBus, streamOf } from '@linli/bus';
import { FindUnits, GetContract, GetUnit, ImportUnits, LogVisit, OpenProject, type UnitView } from '@linli/contracts';
import { Family } from '../killed/family.js';
import { Ledger } from '../killed/ledger.js';
import { checkoutRoot } from '../runner/layout.js';
import { DrillHouse } from './drill-house.js';

/** The department whose database is destroyed: it tells most and hears of others. */
const DEPARTMENT = 'sales-office';
const projectId = 'binjiang';
const SETTLED_WITHIN_MS = 30_000;
/** Clocks of different machines differ. */
const MARGIN_MS = 60_000;

/** How much of the write-ahead log outlives the disaster: all of it, or what was archived some time before. */
export type Survives = 'the whole log' | 'the archived log';

export interface Outcome {
  readonly survives: Survives;
  /** Commands that the department had carried out when it was destroyed. */
  readonly commands: number;
  /** Of these, carried out after the base backup. */
  readonly afterBackup: number;
  /** Of these, gone after the restore. Only what was not archived may be. */
  readonly lost: number;
  /** Commands carried out after the last archived one. */
  readonly notArchived: number;
  /** Events that the department had told and took back from its stream. */
  readonly takenBack: number;
  /** Events in all streams. */
  readonly events: number;
  readonly restoredAfterMs: number;
  readonly readyAfterMs: number;
  /** What is wrong, a sentence each. */
  readonly faults: readonly string[];
}

/**
 * Makes business through the gateway, backs one department up, makes more, destroys its database, restores it, lets it hear again
 * what it has forgotten, goes on, and lays all books side by side.
 */
export async function drill(survives: Survives, say: (line: string) => void = () => undefined): Promise<Outcome> {
  say('starting the whole system on temporary data');
  const house = await DrillHouse.open(DEPARTMENT);
  try {
    return await new Drill(house, survives, say).run();
  } finally {
    await house.close();
  }
}

class Drill {
  private readonly ledger: Ledger;
  private readonly faults: string[] = [];
  private people = 0;

  constructor(
    private readonly house: DrillHouse,
    private readonly survives: Survives,
    private readonly say: (line: string) => void,
  ) {
    this.ledger = new Ledger(house);
  }

  async run(): Promise<Outcome> {
    const { house, say } = this;
    say('business before the base backup');
    const families = await this.openTheHall();
    const [early, later, stale, forgotten, waiting] = families as [Family, Family, Family, Family, Family];
    await early.subscribe();
    await early.sign();
    await house.backedUp.takeBaseBackup();
    const backedUp = await this.commands();

    say('business after the base backup, in the archive');
    for (const family of [later, stale, forgotten, waiting]) await family.subscribe();
    for (const family of [later, stale]) await family.sign();
    await this.visits(8);
    await this.settled();
    const archived = await this.commands();
    const rows = await this.countRows();
    await house.backedUp.archiveAll();
    const archivedAt = new Date();

    say('business that no archive has seen');
    await forgotten.sign();
    await stale.file();
    await early.handOver();
    await this.visits(8);
    await this.settled();
    const done = await this.commands();
    const told = await this.outboxIds();
    const wholeRows = await this.countRows();
    if (this.survives === 'the whole log') await house.backedUp.archiveAll();

    say(`the database of ${DEPARTMENT} is destroyed; the others go on`);
    const destroyedAt = performance.now();
    await house.backedUp.destroy();
    await house.stopDepartment();
    await later.handOver();

    say('restoring');
    await house.backedUp.restore();
    const restoredAfterMs = performance.now() - destroyedAt;
    const isWhole = this.survives === 'the whole log';
    const found = await this.commands();
    this.mustBe('the commands of the restored database', found, isWhole ? done : archived);
    this.mustBe('the rows of the restored database', await this.countRows(), isWhole ? wholeRows : rows);
    const before = new Set(await this.outboxIds());
    await house.rewind(new Date(archivedAt.getTime() - MARGIN_MS));
    await house.startDepartment();
    const readyAfterMs = performance.now() - destroyedAt;
    await this.settled();
    const after = new Set(await this.outboxIds());
    const takenBack = told.filter((id) => after.has(id) && !before.has(id)).length;
    for (const id of told) if (!after.has(id)) this.faults.push(`${id} was told and is not in the outbox`);

    say('business goes on');
    // What was done in the lost time is done again where nobody else knew more; what others have heard stays as they heard it.
    if (!isWhole) {
      stale.contract = await house.desk('finance').ask(GetContract, { contractId: stale.contract.id });
      await stale.file();
    }
    await waiting.sign();
    await later.file();
    await this.visits(8);
    await this.settled();
    await this.read(families);
    const events = await this.layTheBooksSideBySide(isWhole ? [] : [forgotten.contract.id]);
    return {
      survives: this.survives,
      commands: done.length,
      afterBackup: done.length - backedUp.length,
      lost: done.filter((key) => !found.includes(key)).length,
      notArchived: done.length - archived.length,
      ...{ takenBack, events, restoredAfterMs, readyAfterMs },
      faults: this.faults,
    };
  }

  /** A project with its units; some families have paid their deposit. */
  private async openTheHall(): Promise<Family[]> {
    const { house } = this;
    await house.desk('sales-manager').ask(OpenProject, { code: projectId, name: '滨江壹号', city: '杭州' });
    const inventory = house.desk('inventory-controller');
    const sheet = await readFile(join(checkoutRoot(), 'services', DEPARTMENT, 'samples', '房源表.xlsx'));
    await inventory.ask(ImportUnits, { projectId, fileId: await inventory.upload('房源表.xlsx', sheet) });
    const { items } = await inventory.ask(FindUnits, { projectId, limit: 5 });
    return Promise.all(items.map((unit: UnitView) => Family.buying(house, unit, this.nextPhone())));
  }

  private nextPhone(): string {
    return `1990001${String(++this.people).padStart(4, '0')}`;
  }

  private async visits(many: number): Promise<void> {
    const desk = this.house.desk('duty-staff');
    const one = () => desk.ask(LogVisit, { projectId, kind: 'VISIT', customerName: '李强', phone: this.nextPhone() });
    await Promise.all(Array.from({ length: many }, one));
  }

  /** The keys of the commands that the department has carried out. */
  private async commands(): Promise<string[]> {
    const sql = 'select key from idempotency where status between 200 and 299 order by key';
    return (await this.house.rows<{ key: string }>(DEPARTMENT, sql)).map(({ key }) => key);
  }

  private async outboxIds(): Promise<string[]> {
    const rows = await this.house.rows<{ id: string }>(DEPARTMENT, 'select event_id as id from outbox');
    return rows.map(({ id }) => id);
  }

  private async countRows(): Promise<string[]> {
    const tables = `select string_agg(format('select %L as name, count(*)::int as many from %I', tablename, tablename), ' union all ') as sql
      from pg_tables where schemaname = 'public'`;
    const [all] = await this.house.rows<{ sql: string }>(DEPARTMENT, tables);
    const counted = await this.house.rows<{ name: string; many: number }>(DEPARTMENT, all!.sql);
    return counted.map(({ name, many }) => `${name} ${many}`).sort();
  }

  private mustBe(what: string, is: readonly string[], should: readonly string[]): void {
    const lacking = should.filter((each) => !is.includes(each));
    const more = is.filter((each) => !should.includes(each));
    if (lacking.length + more.length > 0)
      this.faults.push(
        `${what}: not there ${lacking.join(', ') || 'nothing'}; too many ${more.join(', ') || 'nothing'}`,
      );
  }

  /** Waits until everything is published and heard, and says what is not. */
  private async settled(): Promise<void> {
    let open: string[] = [];
    for (const until = Date.now() + SETTLED_WITHIN_MS; Date.now() < until; await pause(100)) {
      open = [
        ...(await this.ledger.unpublished()),
        ...(await this.ledger.behind()),
        ...(await this.ledger.unidentified()),
        ...(await this.ledger.parked()),
      ];
      if (open.length === 0) return;
    }
    throw new Error(`the books do not agree:\n${open.join('\n')}`);
  }

  /** What the others told while the department had forgotten it, or was away, is known. */
  private async read([early, later, stale]: readonly Family[]): Promise<void> {
    for (const family of [early!, later!]) {
      const { state } = await this.house.desk('consultant').ask(GetUnit, { unitId: family.unit.id });
      if (state !== 'HANDED_OVER') this.faults.push(`the unit ${family.unit.room} was handed over and is ${state}`);
    }
    const { state } = await this.house.desk('finance').ask(GetContract, { contractId: stale!.contract.id });
    if (state !== 'FILED') this.faults.push(`the contract was filed and is ${state}`);
  }

  /** Nothing doubled, order kept; how many events there are. `forgotten` are contracts of which only the others know. */
  private async layTheBooksSideBySide(forgotten: readonly string[]): Promise<number> {
    const { ledger, house, faults } = this;
    faults.push(
      ...(await ledger.commandsNotDoneOnce()),
      ...(await ledger.madeTwice()),
      ...(await ledger.reactedTwice()),
    );
    const ids = async (service: string, sql: string) =>
      (await house.rows<{ id: string }>(service, sql)).map(({ id }) => id).sort();
    const signed = [...(await ids(DEPARTMENT, 'select id::text as id from contract')), ...forgotten].sort();
    this.mustBe(
      'title cases',
      await ids('mortgage-collection', 'select contract_id::text as id from title_case'),
      signed,
    );
    this.mustBe(
      'loan accounts',
      await ids('mortgage-collection', 'select contract_id::text as id from loan_account'),
      signed,
    );
    const { nc } = await connectBus({ servers: house.natsUrl, name: 'audit' });
    let events = 0;
    for (const service of house.services) {
      const consumer = await jetstream(nc).consumers.get(streamOf(service), { deliver_policy: DeliverPolicy.All });
      let pending = (await consumer.info()).num_pending;
      if (pending === 0) continue;
      const histories = new Map<string, string[]>();
      for await (const msg of await consumer.consume({ max_messages: 1_000 })) {
        const [, , type, , id] = msg.subject.split('.');
        const history = histories.get(`${type}/${id}`) ?? [];
        histories.set(`${type}/${id}`, history);
        const [place, event] = [Number(msg.headers?.get('ce-sequence')), msg.headers?.get('ce-id') ?? ''];
        if (place === history.length + 1) history.push(event);
        else if (history[place - 1] !== event)
          faults.push(`${service}: ${type} ${id} has ${event} at place ${place} after ${history.length}`);
        if (--pending === 0) break;
      }
      events += [...histories.values()].reduce((sum, { length }) => sum + length, 0);
    }
    await nc.close();
    return events;
  }
}

/** The outcome in one line. */
export function resultOf(outcome: Outcome): string {
  const { survives, commands, afterBackup, lost, notArchived, takenBack, events, faults } = outcome;
  const seconds = (ms: number) => (ms / 1_000).toFixed(1);
  return (
    `${survives} survives: ${commands} commands, ${afterBackup} after the base backup, ${notArchived} after the last archived; ` +
    `${lost} lost, ${takenBack} events taken back, ${events} events whole and in order; ` +
    `restored after ${seconds(outcome.restoredAfterMs)} s, ready after ${seconds(outcome.readyAfterMs)} s: ` +
    (faults.length === 0 ? 'as promised' : `${faults.length} faults`)
  );
}

/** What the outcome may not be, beside its faults. */
export function brokenPromises({ survives, lost, notArchived, takenBack }: Outcome): string[] {
  const whole = survives === 'the whole log';
  return [
    ...(lost > (whole ? 0 : notArchived) ? [`${lost} commands are lost`] : []),
    ...(!whole && takenBack === 0 ? ['nothing was taken back, though others had heard of the lost time'] : []),
  ];
}
