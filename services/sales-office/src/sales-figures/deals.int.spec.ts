import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  ApproveSaleChange,
  CancelUnitConfirmation,
  ConfirmDeposit,
  ConfirmPayment,
  ExecuteSaleChange,
  figureKinds,
  FileContract,
  FollowUpProspect,
  GetSalesFigures,
  GetUnitBoard,
  HoldUnit,
  IssueUnitConfirmation,
  LogVisit,
  LoseProspect,
  RecordDeposit,
  RecordLoanDisbursement,
  RecordPayment,
  RejectPayment,
  RejectSaleChange,
  ReleaseUnit,
  RequestCancellation,
  RequestNameChange,
  RequestPriceChange,
  RequestRescission,
  RequestSwap,
  ScheduleSigning,
  SignContract,
  Subscribe,
  WithdrawSaleChange,
  type CommandClass,
} from '@linli/contracts';
import { dayOf, plusDays, Refusal, residentNumber, type Day } from '@linli/kernel';
import { colleague, type Person } from '@linli/testing';
import {
  consultant,
  controller,
  dutyStaff,
  finance,
  manager,
  mortgage,
  Office,
  rival,
  supervisor,
} from '../test/office.js';
import { Entries, plainly, plainSheets } from '../test/plain-figures.js'; // prettier-ignore

/** STORM=long: so many histories of so many rounds; SEED names one that failed. */
const isLong = process.env['STORM'] === 'long';
const [HISTORIES, ROUNDS] = isLong ? [40, 90] : [2, 60];
const AT_ONCE = 3;
const projectId = 'binjiang';

interface Found {
  readonly id: string;
  readonly version: number;
}
type Table =
  'unit' | 'prospect' | 'unit_confirmation' | 'subscription' | 'contract' | 'payment_plan' | 'payment' | 'sale_change';
type Step = (pick: Picker) => Promise<[Person, CommandClass, object]>; // prettier-ignore

/** Nothing is in a state for this step. */
const NONE = new Error('nothing to do');

/** Draws what a step is about, of the few units in play: what is legal now; or any row, maybe in an older version, by anybody. */
class Picker {
  constructor(
    private readonly office: Office,
    private readonly units: readonly string[],
    private readonly seed: () => number,
    private readonly isLegal: boolean,
  ) {}

  any<T>(...values: readonly T[]): T {
    return values[this.seed() % values.length]!;
  }

  async one(table: Table, ...states: readonly string[]): Promise<Found> {
    const ofUnit = table === 'unit' ? 'id' : 'unit_id';
    const where: Partial<Record<Table, string>> = {
      prospect: 'true',
      payment: `payment_plan_id in (select id from payment_plan where unit_id = any($units))`,
      sale_change: `(unit_id = any($units) or new_unit_id = any($units))`,
    };
    const units = `'{${this.units.join(',')}}'::uuid[]`;
    const rows = await this.office.dept.rows<Found & { state: string }>(
      `select id, version, state from ${table} where ${(where[table] ?? `${ofUnit} = any($units)`).replaceAll('$units', units)} order by id`,
    );
    const fit = rows.filter(({ state }) => states.length === 0 || states.includes(state));
    if (this.isLegal && fit.length === 0) throw NONE;
    if (this.isLegal) return this.any(...fit);
    const found = this.any(...rows, { id: '019ab000-0000-7000-8000-00000000dead', version: 2, state: '' });
    return { id: found.id, version: Math.max(1, found.version - this.any(0, 0, 1)) };
  }

  by(person: Person): Person {
    return this.isLegal ? person : this.any(person, person, consultant, rival, finance, dutyStaff);
  }
}

describe('No sequence of legal and illegal commands', () => {
  let office: Office;
  let seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
  let contracts = 0;
  const carriedOut = new Map<string, number>();
  beforeAll(async () => {
    office = await Office.open(projectId);
  }, 60_000);
  afterAll(() => office.stop());

  const draw = (): number => fc.sample(fc.nat(), { seed: seed++, numRuns: 1 })[0]!;
  const today = async (): Promise<Day> => dayOf(new Date((await office.dept.rows<{ at: string }>('select app_now()::text as at'))[0]!.at)); // prettier-ignore

  const versioned = (name: string, { id, version }: Found) => ({ [name]: id, version });
  const steps: readonly Step[] = [
    async (pick) => [pick.by(consultant), IssueUnitConfirmation, { unitId: (await pick.one('unit', 'AVAILABLE')).id, prospectId: (await pick.one('prospect', 'FOLLOWED', 'BOUGHT')).id }],
    async (pick) => [pick.by(consultant), RecordDeposit, { ...versioned('confirmationId', await pick.one('unit_confirmation', 'ISSUED', 'BOOKED')), depositKind: pick.any('EARNEST_MONEY', 'EARNEST_MONEY', 'BOOKING_FEE'), depositFen: 5_000_000, receiptNo: 'SJ-1' }],
    async (pick) => [pick.by(finance), ConfirmDeposit, versioned('confirmationId', await pick.one('unit_confirmation', 'DEPOSIT_RECORDED'))],
    async (pick) => [pick.by(consultant), CancelUnitConfirmation, { ...versioned('confirmationId', await pick.one('unit_confirmation', 'ISSUED', 'BOOKED', 'SOLD')), reason: '放弃' }],
    async (pick) => [pick.by(controller), HoldUnit, { ...versioned('unitId', await pick.one('unit', 'AVAILABLE')), reason: '样板间' }],
    async (pick) => [pick.by(controller), ReleaseUnit, versioned('unitId', await pick.one('unit', 'HELD'))],
    async (pick) => [pick.by(consultant), Subscribe, { confirmationId: (await pick.one('unit_confirmation', 'SOLD')).id }],
    async (pick) => [pick.by(consultant), ScheduleSigning, { ...versioned('subscriptionId', await pick.one('subscription', 'SUBSCRIBED')), signingOn: plusDays(await today(), 2) }],
    async (pick) => {
      const { id: subscriptionId } = await pick.one('subscription', 'SUBSCRIBED', 'SIGNING_SCHEDULED');
      const [of] = await office.dept.rows<{ price: number; buyers: string[] }>('select agreed_price_fen::float8 as price, buyer_party_ids as buyers from subscription where id = ?', [subscriptionId]);
      const identities = (of?.buyers ?? []).map((partyId, i) => ({ partyId, idNumber: residentNumber(`11010119900307${String(100 + i)}`) }));
      const paying = pick.any<object>({ paymentMethod: 'LUMP_SUM' }, { ...mortgage, loanAmountFen: 10_000_000 });
      return [pick.by(controller), SignContract, { subscriptionId, contractNo: `HT-${seed}-${++contracts}`, identities, totalPriceFen: of?.price ?? 1, handoverDueOn: '2199-12-31', ...paying }];
    },
    async (pick) => [pick.by(controller), FileContract, { ...versioned('contractId', await pick.one('contract', 'SIGNED')), filingNo: `BA-${contracts}` }],
    async (pick) => [pick.by(finance), RecordLoanDisbursement, versioned('contractId', await pick.one('contract', 'FILED'))],
    async (pick) => [pick.by(consultant), RequestCancellation, { subscriptionId: (await pick.one('subscription', 'SUBSCRIBED', 'SIGNING_SCHEDULED')).id, refundFen: pick.any(0, 1_000_000), reason: '退房', reasonCode: 'FUNDS' }],
    async (pick) => [pick.by(consultant), RequestRescission, { contractId: (await pick.one('contract', 'SIGNED', 'FILED', 'LOAN_DISBURSED')).id, refundFen: 0, reason: '退房' }],
    async (pick) => [pick.by(consultant), RequestSwap, { subscriptionId: (await pick.one('subscription', 'SUBSCRIBED', 'SIGNING_SCHEDULED')).id, newUnitId: (await pick.one('unit', 'AVAILABLE')).id, reason: '换房' }],
    async (pick) => [pick.by(consultant), RequestPriceChange, { subscriptionId: (await pick.one('subscription', 'SUBSCRIBED')).id, newPriceFen: 99_000_000 + (seed % 1_000_000), reason: '改价' }],
    async (pick) => [pick.by(consultant), RequestNameChange, { subscriptionId: (await pick.one('subscription', 'SUBSCRIBED')).id, buyers: [{ name: '李强', phone: office.phone() }], reason: '更名' }],
    async (pick) => [pick.by(manager), ApproveSaleChange, versioned('saleChangeId', await pick.one('sale_change', 'REQUESTED'))],
    async (pick) => [pick.by(controller), ExecuteSaleChange, versioned('saleChangeId', await pick.one('sale_change', 'APPROVED'))],
    async (pick) => [pick.by(pick.any(manager, consultant)), pick.any<CommandClass>(RejectSaleChange, WithdrawSaleChange), { ...versioned('saleChangeId', await pick.one('sale_change', 'REQUESTED')), opinion: '不同意' }],
    async (pick) => [pick.by(consultant), RecordPayment, { paymentPlanId: (await pick.one('payment_plan', 'OPEN')).id, amountFen: pick.any(1, 1_000_000, 90_000_000), method: pick.any('CASH', 'CARD') }],
    async (pick) => [pick.by(finance), ConfirmPayment, versioned('paymentId', await pick.one('payment', 'RECORDED'))],
    async (pick) => [pick.by(finance), RejectPayment, { ...versioned('paymentId', await pick.one('payment', 'RECORDED')), reason: '未到账' }],
    async (pick) => [pick.by(consultant), FollowUpProspect, { ...versioned('prospectId', await pick.one('prospect', 'FOLLOWED')), kind: pick.any('CALL', 'VISIT'), content: '回访' }],
    async (pick) => [pick.by(consultant), LoseProspect, { ...versioned('prospectId', await pick.one('prospect', 'FOLLOWED')), reason: '价格', reasonCode: 'PRICE' }],
    async (pick) => [pick.by(dutyStaff), LogVisit, { projectId, kind: pick.any('CALL', 'VISIT'), channel: pick.any('ONLINE', 'OUTDOOR'), concerns: ['学区'] }],
  ]; // prettier-ignore
  /** The way of a sale is drawn more often than what stands beside it, or few would reach the contract. */
  const often = [0, 0, 1, 1, 2, 2, 2, 6, 6, 8, 8, 9, 11, 12, 13, 16, 16, 16, 17, 17, 17, 19, 20];

  async function drawn(units: readonly string[]): Promise<Awaited<ReturnType<Step>>> {
    for (;;) {
      const step = draw() % 3 === 0 ? steps[draw() % steps.length]! : steps[often[draw() % often.length]!]!;
      try {
        return await step(new Picker(office, units, draw, draw() % 4 > 0));
      } catch (error) {
        if (error !== NONE) throw error;
      }
    }
  }

  async function carry(units: readonly string[]): Promise<void> {
    const [by, command, message] = await drawn(units);
    try {
      await office.dept.send(by, command, message);
      carriedOut.set(command.name, (carriedOut.get(command.name) ?? 0) + 1);
    } catch (error) {
      // Refused aloud, for a reason that a colleague understands: never an error of ours.
      if (!(error instanceof Refusal) || error.code.startsWith('bus.internal')) throw error;
      expect(error.message.length).toBeGreaterThan(0);
    }
  }

  async function mustBeSound(at: string): Promise<void> {
    const unsound = await office.dept.rows(
      `select u.room, u.state, array_agg(c.state) as papers, array_agg(s.state) as subscriptions, array_agg(k.state) as contracts
       from unit u left join unit_confirmation c on c.unit_id = u.id and c.state not in ('CANCELLED', 'EXPIRED')
         left join subscription s on s.unit_id = u.id and s.state <> 'CANCELLED'
         left join contract k on k.unit_id = u.id and k.state <> 'RESCINDED'
       group by u.id
       having count(distinct c.id) > 1 or count(distinct s.id) > 1 or count(distinct k.id) > 1
         or (count(c.id) = 1) <> (u.state in ('RESERVED', 'SOLD', 'SIGNED'))
         or (u.state in ('SOLD', 'SIGNED')) <> coalesce(bool_and(c.state in ('SOLD', 'SUBSCRIBED')), false)
         or u.state in ('SOLD', 'SIGNED') and not bool_and(c.deposit_kind = 'EARNEST_MONEY' and c.deposit_fen > 0 and c.confirmed_on is not null and c.confirmed_by is not null)
         or (count(s.id) = 1) <> coalesce(bool_and(c.state = 'SUBSCRIBED' and s.confirmation_id = c.id), false)
         or (u.state = 'SIGNED') <> (count(k.id) = 1) or count(k.id) = 1 and not bool_and(s.state = 'SIGNED' and k.subscription_id = s.id)`,
    );
    expect({ at, unsound }).toEqual({ at, unsound: [] });
  }

  async function mustAgree(at: string): Promise<void> {
    const day = await today();
    for (const period of [{}, { from: plusDays(day, -(draw() % 5)), to: day }]) {
      const sheets = plainSheets(await Entries.read(office, projectId), { from: '1900-01-01', to: '2199-12-31', ...period });
      for (const kind of figureKinds) {
        const { sections } = await office.dept.ask(supervisor, GetSalesFigures, { projectId, kind, ...period });
        expect({ at, kind, sections: sections.map(plainly) }).toEqual({ at, kind, sections: sheets[kind] });
      }
    }
    const board = await office.dept.ask(controller, GetUnitBoard, { projectId });
    const units = await office.dept.rows('select state, count(*)::int as units from unit where project_id = ? group by 1 order by 1', [projectId]);
    expect([...board.counts].sort((a, b) => (a.state < b.state ? -1 : 1))).toEqual(units);
  } // prettier-ignore

  test('leaves a unit with two live deals, a sold unit without a confirmed deposit, or a report that disagrees with the ledger [REQ-061] [REQ-068] [REQ-070]', async () => {
    for (let history = 0; history < HISTORIES; history++) {
      const began = seed;
      const units = Array.from({ length: 4 }, () => office.freeUnit().id);
      for (let n = 0; n < 4; n++) await office.prospect();
      for (let round = 0; round < ROUNDS; round++) {
        const at = `SEED=${began}, round ${round}`;
        await Promise.all(Array.from({ length: draw() % 2 === 0 ? 1 : AT_ONCE }, () => carry(units)));
        // A hold or a booking runs out while others work.
        if (draw() % 30 === 0) await office.dept.travel(`${1 + (draw() % 9)} days`);
        await mustBeSound(at);
        if (round % 20 === 19) await mustAgree(at);
      }
      await mustAgree(`SEED=${began}`);
    }
    if (process.env['TEST_LOG']) console.log(Object.fromEntries(carriedOut));
    // What was never carried out was never tried.
    const rare = [LoseProspect, RejectPayment, RequestNameChange, RequestRescission, RecordLoanDisbursement, RejectSaleChange, WithdrawSaleChange].map(({ name }) => name);
    const usual = ['IssueUnitConfirmation', 'RecordDeposit', 'ConfirmDeposit', 'Subscribe', 'LogVisit', 'FollowUpProspect'];
    expect({ seed, missing: usual.filter((name) => !carriedOut.has(name)) }).toEqual({ seed, missing: [] });
    if (isLong) expect(rare.filter((name) => !carriedOut.has(name))).toEqual([]);
  }, isLong ? 1_800_000 : 240_000); // prettier-ignore

  test('goes unseen by the plain counting: one entry more, and the figures of before disagree', async () => {
    const company = colleague('COMPANY_SALES_DEPT');
    const { sections } = await office.dept.ask(company, GetSalesFigures, { projectId, kind: 'MONTHLY_SALES' });
    const entries = await Entries.read(office, projectId);
    await office.dept.ask(dutyStaff, LogVisit, { projectId, kind: 'CALL' });
    const sheets = plainSheets(await Entries.read(office, projectId), { from: '1900-01-01', to: '2199-12-31' });
    expect(sections.map(plainly)).toEqual(plainSheets(entries, { from: '1900-01-01', to: '2199-12-31' }).MONTHLY_SALES);
    expect(sections.map(plainly)).not.toEqual(sheets.MONTHLY_SALES);
  });
});
