import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  AcknowledgeComplaint,
  AnswerComplaint,
  ConvertToDispute,
  FindUnits,
  GetComplaint,
  ImportUnits,
  LogVisit,
  OpenProject,
  RegisterComplaint,
  RegisterProspect,
  WithdrawComplaint,
  type UnitView,
} from '@linli/contracts';
import { dayOf, plusDays } from '@linli/kernel';
import { Refused } from '@linli/testing/desk';
import { Family } from '../killed/family.js';
import { KNOWS } from '../rig/records.js';
import { checkoutRoot } from '../runner/layout.js';
import type { Chance } from './chance.js';
import type { Site } from './site.js';

const projectId = 'binjiang';

/** Colleagues who work on, whatever happens: each command is repeated under its key until it is answered. */
export class Driver {
  /** Commands that were answered with success. */
  answered = 0;
  /** What colleagues were refused although it was right. */
  readonly refused: string[] = [];
  private readonly units: UnitView[] = [];
  private people = 0;
  private over = false;
  private lanes: Promise<void>[] = [];

  constructor(
    private readonly site: Site,
    private readonly chance: Chance,
  ) {}

  async prepare(): Promise<void> {
    const { site } = this;
    if (!site.services.includes('sales-office')) {
      await site.rows('complaints', KNOWS, [[projectId]]);
      return;
    }
    await site.desk('sales-manager').ask(OpenProject, { code: projectId, name: '滨江壹号', city: '杭州' });
    const inventory = site.desk('inventory-controller');
    const sheet = join(checkoutRoot(), 'services', 'sales-office', 'samples', '房源表.xlsx');
    const fileId = await inventory.upload('房源表.xlsx', await readFile(sheet));
    await inventory.ask(ImportUnits, { projectId, fileId });
    const { items } = await inventory.ask(FindUnits, { projectId, limit: 100 });
    this.units.push(...items);
  }

  /** So many colleagues begin. */
  begin(lanes: number): void {
    this.lanes = Array.from({ length: lanes }, () => this.work());
  }

  /** Nobody begins anything new; what was begun is brought to its end. */
  async end(): Promise<void> {
    this.over = true;
    await Promise.all(this.lanes);
  }

  private async work(): Promise<void> {
    while (!this.over) {
      try {
        await this.journey();
      } catch (error) {
        this.refused.push((error as Error).message);
      }
    }
  }

  private async journey(): Promise<void> {
    const kinds: (() => Promise<void>)[] = [];
    if (this.site.services.includes('complaints'))
      kinds.push(
        () => this.complaint(),
        () => this.complaint(),
      );
    if (this.site.services.includes('sales-office')) {
      kinds.push(
        () => this.visitor(),
        () => this.prospect(),
      );
      const unit = this.chance.below(3) === 0 ? this.units.pop() : undefined;
      if (unit) return this.family(unit);
    }
    return this.chance.of(kinds)();
  }

  private async count<R>(answer: Promise<R>): Promise<R> {
    const reply = await answer;
    this.answered += 1;
    return reply;
  }

  private phone(): string {
    return `199${String(10_000_000 + ++this.people)}`;
  }

  private async complaint(): Promise<void> {
    const desk = this.site.desk('complaint-handler');
    const caller = { customerName: '刘洋', phone: this.phone(), customerKind: 'OWNER', room: '3-1-1201' };
    const what = { channel: 'HOTLINE', source: 'DIRECT', category: 'QUALITY', urgency: 'URGENT', content: '顶棚渗水' };
    const dueOn = plusDays(dayOf(new Date()), 7);
    const made = await this.count(desk.ask(RegisterComplaint, { projectId, ...caller, ...what, dueOn }));
    const seen = () => desk.ask(GetComplaint, { complaintId: made.id });
    // Two more facts about the same case, soon after the first.
    if (this.chance.below(3) > 0) {
      const dispute = { ground: 'CONTRACT', reason: '车位未交付' };
      await this.count(asItStands(seen, (now) => desk.step(ConvertToDispute, now, dispute)));
    }
    if (this.chance.below(2) === 0) return;
    await this.count(asItStands(seen, (now) => desk.step(AcknowledgeComplaint, now, { how: 'PHONE' })));
    await this.count(asItStands(seen, (now) => desk.step(AnswerComplaint, now, { content: '已安排上门查看' })));
    if (this.chance.below(2) === 0)
      await this.count(asItStands(seen, (now) => desk.step(WithdrawComplaint, now, { reason: '客户自行解决' })));
  }

  private async visitor(): Promise<void> {
    const visitor = { customerName: '李强', phone: this.phone() };
    await this.count(this.site.desk('duty-staff').ask(LogVisit, { projectId, kind: 'VISIT', ...visitor }));
  }

  private async prospect(): Promise<void> {
    const person = { customerName: '赵敏', phone: this.phone(), contactKind: 'CALL', intentGrade: 'B' };
    const rest = { channel: 'ONLINE', riskDisclosed: true, consent: true };
    await this.count(this.site.desk('consultant-2').ask(RegisterProspect, { projectId, ...person, ...rest }));
  }

  private async family(unit: UnitView): Promise<void> {
    const family = await Family.buying(this.site, unit, this.phone());
    this.answered += 4;
    await this.count(family.subscribe());
    await this.count(family.sign());
    await this.count(family.file());
    await this.count(family.disburse());
    if (this.site.services.includes('property-move-in')) await this.count(onceKnown(() => family.handOver()));
  }
}

/** A step on what was just read; who was overtaken by an escalation reads again. */
async function asItStands<V, R>(read: () => Promise<V>, step: (seen: V) => Promise<R>): Promise<R> {
  for (;;) {
    try {
      return await step(await read());
    } catch (error) {
      if (!(error instanceof Refused && error.problem.code.endsWith('.stale-version'))) throw error;
    }
  }
}

/** Who hears that another department's news has not come yet asks again later, for ten minutes. */
async function onceKnown<R>(ask: () => Promise<R>): Promise<R> {
  const until = performance.now() + 600_000;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (
        !(error instanceof Refused && error.problem.code === 'handover.no-signed-contract') ||
        performance.now() > until
      )
        throw error;
      await pause(500);
    }
  }
}
