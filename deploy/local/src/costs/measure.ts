import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { jetstreamManager } from '@nats-io/jetstream';
import { connectBus, streamOf } from '@linli/bus';
import {
  FindUnits,
  ImportUnits,
  OpenProject,
  RegisterComplaint,
  RegisterProspect,
  type UnitView,
} from '@linli/contracts';
import { dayOf, plusDays } from '@linli/kernel';
import { writeSheet } from '@linli/sheets';
import { cpuSeconds } from '../bench/cpu.js';
import { Family } from '../killed/family.js';
import { Ledger } from '../killed/ledger.js';
import { NotingDesk } from '../killed/noting-desk.js';
import { devToken } from '../rig/dev-token.js';
import { rowsOf } from '../rig/records.js';
import { checkoutRoot, layoutOf, makeFolders } from '../runner/layout.js';
import { portsFrom } from '../runner/ports.js';
import { servicesOf } from '../runner/services.js';
import { Supervisor } from '../runner/supervisor.js';
import { System } from '../runner/system.js';
import type { Unit, UnitName } from './measured.js';

const projectId = 'binjiang';
const LANES = 16;
const REST_MS = 8_000;
const SETTLED_WITHIN_MS = 120_000;

interface Counted {
  readonly rows: Record<string, number>;
  readonly bytes: Record<string, number>;
  readonly events: number;
  readonly streamBytes: number;
  readonly cpu: number;
}

/** Fills a system on temporary data through its gateway and measures what each kind of business leaves behind. */
export async function measureUnits(
  counts: Readonly<Record<UnitName, number>>,
  say: (line: string) => void,
): Promise<Record<UnitName, Unit>> {
  const data = await mkdtemp(join(tmpdir(), 'linli-costs-'));
  const layout = { ...layoutOf(checkoutRoot()), data, logs: join(data, 'logs') };
  await makeFolders(layout);
  const pids = new Map<string, number>();
  const supervisor = new Supervisor({
    say,
    async changed(running) {
      for (const { name, pid } of running) pids.set(name, pid);
    },
  });
  const screen = { say, step: <T>(_title: string, work: () => Promise<T>) => work() };
  process.env['REQUESTS_PER_MINUTE'] = '0';
  process.env['LOOKUPS_PER_MINUTE'] = '0';
  const services = servicesOf(layout.root);
  const system = new System(services, layout, screen, supervisor, await portsFrom(4_300)());
  try {
    await system.start();
    return await new Measuring(system, services, pids, say).run(counts);
  } finally {
    await system.stop();
    await rm(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

class Measuring {
  private readonly tokens = new Map<string, Promise<string>>();
  /** Of all commands. */
  private readonly keys = new Set<string>();
  private people = 0;

  constructor(
    private readonly system: System,
    readonly services: readonly string[],
    private readonly pids: ReadonlyMap<string, number>,
    private readonly say: (line: string) => void,
  ) {}

  async run(counts: Readonly<Record<UnitName, number>>): Promise<Record<UnitName, Unit>> {
    const units = await this.openTheHall(counts.purchase + 20);
    const warm = units.splice(0, 20);
    // Until the code is compiled, the caches are warm and each table has its first pages.
    await this.all(20, (n) => this.purchase(warm[n]!));
    await this.all(200, () => this.prospect());
    await this.all(200, () => this.complaint());
    return {
      prospect: await this.unit('prospect', counts.prospect, () => this.prospect()),
      purchase: await this.unit('purchase', counts.purchase, (n) => this.purchase(units[n]!)),
      complaint: await this.unit('complaint', counts.complaint, () => this.complaint()),
    };
  }

  rows<R extends object>(service: string, sql: string, values: readonly unknown[] = []): Promise<R[]> {
    return rowsOf(this.system.addresses.postgres, service, sql, values);
  }

  desk(person: string): NotingDesk {
    const known = this.tokens.get(person) ?? devToken(this.system.addresses.issuer, person);
    this.tokens.set(person, known);
    const { gateway } = this.system.addresses;
    return new NotingDesk({ gateway, token: () => known, patienceMs: 10_000 }, this.keys);
  }

  private async unit(name: UnitName, count: number, work: (n: number) => Promise<unknown>): Promise<Unit> {
    await this.settled();
    const atRest = await this.cpuAtRest();
    const [before, asked, began] = [await this.count(), this.keys.size, performance.now()];
    await this.all(count, work);
    await this.settled();
    const rest = ((performance.now() - began) / 1_000) * atRest;
    const after = await this.count();
    const each = (key: 'rows' | 'bytes') =>
      Object.fromEntries(
        Object.entries(after[key])
          .map(([table, value]): [string, number] => [table, (value - (before[key][table] ?? 0)) / count])
          .filter(([, value]) => value > 0)
          .map(([table, value]): [string, number] => [table, Number(value.toFixed(3))]),
      );
    this.say(`${count} of ${name} measured`);
    return {
      count,
      requests: Number(((this.keys.size - asked) / count).toFixed(2)),
      cpuMicros: Math.round(((after.cpu - before.cpu - rest) / count) * 1e6),
      rows: each('rows'),
      bytes: each('bytes'),
      events: Number(((after.events - before.events) / count).toFixed(2)),
      streamBytes: Math.round((after.streamBytes - before.streamBytes) / count),
    };
  }

  /** Processor seconds of all processes in a second in which nobody asks. */
  private async cpuAtRest(): Promise<number> {
    const pids = [...this.pids.values()];
    const before = cpuSeconds(pids);
    await pause(REST_MS);
    return (cpuSeconds(pids) - before) / (REST_MS / 1_000);
  }

  private async count(): Promise<Counted> {
    const [rows, bytes]: [Record<string, number>, Record<string, number>] = [{}, {}];
    for (const service of this.services) {
      const listed = `select string_agg(format('select %L as name, count(*)::int as many, pg_total_relation_size(%L)::float8 as bytes from %I',
        tablename, quote_ident(tablename), tablename), ' union all ') as sql from pg_tables where schemaname = 'public'`;
      const [all] = await this.rows<{ sql: string }>(service, listed);
      const found = await this.rows<{ name: string; many: number; bytes: number }>(service, all!.sql);
      for (const { name, many, bytes: size } of found) {
        rows[`${service}.${name}`] = many;
        bytes[`${service}.${name}`] = size;
      }
    }
    const { nc } = await connectBus({ servers: this.system.addresses.nats, name: 'costs' });
    const jsm = await jetstreamManager(nc, { checkAPI: false });
    const states = await Promise.all(this.services.map(async (each) => (await jsm.streams.info(streamOf(each))).state));
    await nc.close();
    return {
      ...{ rows, bytes, cpu: cpuSeconds([...this.pids.values()]) },
      events: states.reduce((sum, { messages }) => sum + messages, 0),
      streamBytes: states.reduce((sum, { bytes: size }) => sum + size, 0),
    };
  }

  private async settled(): Promise<void> {
    const ledger = new Ledger(this);
    // Seldom, and the cheap question first: PostgreSQL's time is being measured.
    for (const until = Date.now() + SETTLED_WITHIN_MS; ; await pause(2_000)) {
      const open = [...(await ledger.unpublished()), ...(await ledger.unidentified())];
      if (open.length === 0) open.push(...(await ledger.behind()));
      if (open.length === 0) return;
      if (Date.now() > until) throw new Error(`the books do not agree:\n${open.slice(0, 20).join('\n')}`);
    }
  }

  private async all(count: number, work: (n: number) => Promise<unknown>): Promise<void> {
    let next = 0;
    const lane = async () => {
      while (next < count) await work(next++);
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }

  private nextPhone(): string {
    return `199${String(++this.people).padStart(8, '0')}`;
  }

  private async openTheHall(count: number): Promise<UnitView[]> {
    await this.desk('sales-manager').ask(OpenProject, { code: projectId, name: '滨江壹号', city: '杭州' });
    const inventory = this.desk('inventory-controller');
    const sheet = await writeSheet({
      ...{ title: '滨江壹号房源表', date: dayOf(new Date()), madeBy: '韩雪' },
      columns: [
        { header: '楼栋', kind: 'text', value: (n) => `${Math.floor(n / 100) + 1}栋` },
        { header: '单元', kind: 'text', value: () => '1单元' },
        { header: '楼层', kind: 'integer', value: (n) => (Math.floor(n / 4) % 25) + 1 },
        { header: '房号', kind: 'text', value: (n) => `${(Math.floor(n / 4) % 25) + 1}0${(n % 4) + 1}` },
        { header: '户型', kind: 'text', value: () => '三室两厅一卫' },
        { header: '建筑面积', kind: 'area', value: () => 102.36 },
        { header: '总价', kind: 'yuan', value: () => 220_000_000 },
      ],
      rows: Array.from({ length: count }, (_, n) => n),
    });
    await inventory.ask(ImportUnits, { projectId, fileId: await inventory.upload('房源表.xlsx', sheet) });
    const units: UnitView[] = [];
    for (let after: string | undefined; units.length < count;) {
      const page = await inventory.ask(FindUnits, { projectId, limit: 100, ...(after ? { cursor: after } : {}) });
      units.push(...page.items);
      after = page.next;
      if (!after) break;
    }
    return units;
  }

  private prospect(): Promise<unknown> {
    return this.desk('consultant-2').ask(RegisterProspect, {
      ...{ projectId, customerName: '赵敏', phone: this.nextPhone(), contactKind: 'CALL', intentGrade: 'B' },
      ...{ channel: 'ONLINE', riskDisclosed: true, consent: true },
    });
  }

  private async purchase(unit: UnitView): Promise<void> {
    const family = await Family.buying(this, unit, this.nextPhone());
    await family.subscribe();
    await family.sign();
    await family.file();
    await family.disburse();
    await this.heardOf(unit);
    await family.handOver();
  }

  /** Property move-in knows a household when it has heard of its contract. */
  private async heardOf({ id }: UnitView): Promise<void> {
    while ((await this.rows('property-move-in', 'select 1 from household where id = $1', [id])).length === 0)
      await pause(20 + randomInt(20));
  }

  private complaint(): Promise<unknown> {
    return this.desk('complaint-handler').ask(RegisterComplaint, {
      ...{ projectId, customerName: '刘洋', phone: this.nextPhone(), customerKind: 'OWNER', room: '3-1-1201' },
      ...{ channel: 'HOTLINE', source: 'DIRECT', category: 'QUALITY', urgency: 'URGENT', content: '厨房顶棚渗水' },
      dueOn: plusDays(dayOf(new Date()), 7),
    });
  }
}
