import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { figureKinds, GetSalesFigures, LogVisit } from '@linli/contracts';
import { dayOf, newId, plusDays, type Day } from '@linli/kernel';
import { dutyStaff, Office, supervisor } from '../test/office.js';
import { Entries, plainly, plainSheets } from '../test/plain-figures.js';
import { counted } from './sections.js';
import { VisitCounter } from './visit-counter.js';

const projectId = 'binjiang';
const other = 'lakeside';
const DAYS = 12;
/** STORM=long: more rounds, each with entries that come, are mended and go. */
const ROUNDS = process.env['STORM'] === 'long' ? 200 : 12;

const any = fc.constantFrom;
const words = ['学区', '价格', '户型', '交房时间', '车位', '地铁'] as const;
const channels = ['ONLINE', 'REFERRAL', 'OUTDOOR', null] as const;
const people = ['李娜', '张磊', null] as const;

describe('Reports and the ledger', () => {
  let office: Office;
  let today: Day;
  let seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

  beforeAll(async () => {
    office = await Office.open(projectId);
    await office.dept.rows(
      `insert into project (id, state, name, signing_term_days, hold_days) values ('${other}', 'ON_SALE', '湖畔', 7, 7)`,
    );
    const [clock] = await office.dept.rows<{ at: string }>('select app_now()::text as at');
    today = dayOf(new Date(clock!.at));
    await fillDeals();
  }, 90_000);
  afterAll(() => office.stop());

  const sample = <T>(arbitrary: fc.Arbitrary<T>, many: number): T[] => fc.sample(arbitrary, { seed: seed++, numRuns: many }); // prettier-ignore
  const one = <T>(arbitrary: fc.Arbitrary<T>): T => sample(arbitrary, 1)[0]!;
  const insert = (table: string, rows: readonly object[]) =>
    office.dept.rows(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, ?::jsonb)`, [
      JSON.stringify(rows.map((row) => ({ version: 1, project_id: projectId, ...row }))),
    ]);
  const day = () => plusDays(today, -one(fc.nat(DAYS - 1)));
  const instant = () => new Date(Date.parse(`${day()}T00:00:00+08:00`) + one(fc.nat(86_399_999))).toISOString();
  /** Shanghai's midnight and the last instant before it, too. */
  const atEdge = () => new Date(Date.parse(`${day()}T00:00:00+08:00`) - one(any(0, 1))).toISOString();

  const entry = () => ({
    ...{ id: newId(), state: 'LOGGED', project_id: one(any(projectId, projectId, other)), logged_by: '值班' },
    ...{ kind: one(any('CALL', 'VISIT')), at: one(fc.nat(3)) === 0 ? atEdge() : instant(), channel: one(any(...channels)) },
    ...{ concerns: one(fc.array(any(...words), { maxLength: 3 })), consultant: one(any(...people)), done_steps: [] },
  }); // prettier-ignore

  async function fillDeals(): Promise<void> {
    const units = (await office.dept.rows<{ id: string }>(`select id from unit where project_id = ?`, [projectId])).map(({ id }) => id); // prettier-ignore
    for (const id of units)
      await office.dept.rows(
        'update unit set area_m2 = ?, total_price_fen = ?, layout = ?, building = ? where id = ?',
        [one(fc.integer({ min: 3000, max: 25_000 })) / 100, one(fc.integer({ min: 1, max: 900_000_000 })), one(any('两室', '三室', null)), one(any('9', '10')), id],
      ); // prettier-ignore
    const parties = Array.from({ length: 20 }, () => ({ id: newId(), name_sealed: 'x', name_masked: 'x', name_index: 'x', registered_at: instant() })); // prettier-ignore
    await office.dept.rows(
      `insert into party (id, name_sealed, name_masked, name_index, registered_at) select id, name_sealed, name_masked, name_index, registered_at from jsonb_populate_recordset(null::party, ?::jsonb)`,
      [JSON.stringify(parties)],
    );
    const prospects = Array.from({ length: 60 }, (_, n) => ({
      ...{ id: newId(), form_no: `YX-${n}`, state: one(any('FOLLOWED', 'BOUGHT', 'LOST')), party_id: one(any(...parties)).id },
      ...{ phone_index: `p${n}`, consultant_id: 'c', consultant: one(any('李娜', '张磊')), contact_kind: 'VISIT', first_contact_at: instant() },
      ...{ intent_grade: one(any('A', 'B')), channel: one(any('ONLINE', 'REFERRAL')), wanted_layouts: one(fc.uniqueArray(any('两室', '三室'))) },
      ...{ budget_fen: one(any(null, 100_000_000, 99_999_999)), risk_disclosed: true, registered_at: one(any(instant, atEdge))() },
      follow_ups: sample(any('CALL', 'VISIT', 'ASSIGNED'), one(fc.nat(3)) + 1).map((kind) => ({ at: one(any(instant, atEdge))(), by: one(any('李娜', '张磊')), kind, content: '-' })),
      ...{ protected_until: today, ownership_days: {}, lost_code: one(any('PRICE', null)), occupation: one(any('RETIRED', null)) },
      ...{ income_band: one(any('FROM_100', null)), education: null, residential_area: one(any('SAME_CITY', null)), motive: null },
    })); // prettier-ignore
    await insert('prospect', prospects);
    const confirmations = units.map((unit_id, n) => {
      const prospect = one(any(...prospects));
      const state = one(any('ISSUED', 'SOLD', 'SUBSCRIBED', 'SUBSCRIBED', 'CANCELLED', 'BOOKED'));
      const paid = state !== 'ISSUED';
      return {
        ...{ id: newId(), form_no: `FW-${n}`, state, unit_id, room: `9-1-${n}`, prospect_id: prospect.id, party_id: prospect.party_id },
        ...{ consultant_id: 'c', consultant: one(any('李娜', '张磊')), issued_at: one(any(instant, atEdge))(), hold_days: 7, hold_until: today },
        ...{ deposit_kind: paid ? (state === 'BOOKED' ? 'BOOKING_FEE' : 'EARNEST_MONEY') : null, confirmed_on: paid ? day() : null },
      };
    }); // prettier-ignore
    await insert('unit_confirmation', confirmations);
    const subscriptions = confirmations.filter(({ state }) => state === 'SUBSCRIBED' || state === 'CANCELLED').map((each, n) => ({
      ...{ id: newId(), form_no: `RG-${n}`, state: each.state === 'CANCELLED' ? 'CANCELLED' : one(any('SUBSCRIBED', 'SIGNED')) },
      ...{ unit_id: each.unit_id, room: each.room, confirmation_id: each.id, prospect_id: each.prospect_id, buyer_party_ids: [each.party_id] },
      ...{ consultant_id: 'c', consultant: each.consultant, subscribed_on: day(), sign_by: today, briefed_points: [] },
      agreed_price_fen: one(fc.integer({ min: 1, max: 900_000_000 })),
    })); // prettier-ignore
    await insert('subscription', subscriptions);
    await insert('contract', subscriptions.filter(({ state }) => state === 'SIGNED').map((each, n) => ({
      ...{ id: newId(), contract_no: `HT-${n}`, state: 'SIGNED', subscription_id: each.id, unit_id: each.unit_id, room: each.room },
      ...{ buyer_party_ids: each.buyer_party_ids, consultant_id: 'c', consultant: each.consultant, entered_by: 'x', signed_on: day() },
      ...{ payment_method: one(any('MORTGAGE', 'LUMP_SUM')), total_price_fen: one(fc.integer({ min: 1, max: 900_000_000 })), handover_due_on: today },
      ...{ special_clauses: [], filed_on: one(any(day, () => null))(), loan_disbursed_on: one(any(day, () => null))(), loan_amount_fen: one(any(5, null)) },
    }))); // prettier-ignore
    await insert('sale_change', subscriptions.map((each, n) => ({
      ...{ id: newId(), form_no: `BG-${n}`, kind: one(any('SWAP', 'CANCELLATION', 'RESCISSION')), state: one(any('EXECUTED', 'EXECUTED', 'REJECTED')) },
      ...{ subscription_id: each.id, party_id: each.buyer_party_ids[0], consultant_id: 'c', consultant: each.consultant, unit_id: each.unit_id },
      ...{ room: each.room, price_fen: one(fc.nat(1_000_000)), new_price_fen: one(any(7, null)), reason: '-', requested_by_id: 'a', requested_by: 'a' },
      ...{ requested_at: instant(), approver_role: 'SALES_MANAGER', matrix_version: 1, executed_on: day(), reason_code: one(any('FUNDS', null)) },
    }))); // prettier-ignore
    await office.dept.rows('alter table payment disable trigger all');
    await insert('payment', Array.from({ length: 60 }, (_, n) => ({
      ...{ id: newId(), form_no: `SK-${n}`, state: one(any('CONFIRMED', 'CONFIRMED', 'RECORDED', 'REJECTED')), payment_plan_id: newId(), party_id: newId() },
      ...{ room: 'x', consultant_id: 'c', amount_fen: one(fc.integer({ min: 1, max: 900_000_000 })), paid_on: today, method: one(any('CASH', 'CARD')) },
      ...{ entered_by: 'x', confirmed_on: day() },
    }))); // prettier-ignore
    await office.dept.rows('alter table payment enable trigger all');
  }

  const figures = async (kind: string, period: { from?: Day; to?: Day }) =>
    (await office.dept.ask(supervisor, GetSalesFigures, { projectId, kind, ...period })).sections;

  test('every section of every report is what its entries say, whatever comes, is mended and goes, counted before or not [REQ-061]', async () => {
    const counter = office.dept.service.app.get(VisitCounter, { strict: false });
    for (let round = 0; round < ROUNDS; round++) {
      const at = `seed ${seed}, round ${round}`;
      await insert('visit', Array.from({ length: one(fc.integer({ min: 1, max: 60 })) }, entry));
      const known = (await office.dept.rows<{ id: string }>('select id from visit')).map(({ id }) => id);
      for (const id of sample(any(...known), 8))
        await office.dept.rows(
          `update visit set (channel, concerns, consultant, kind, at, project_id) = (select r.channel, r.concerns, r.consultant, r.kind, r.at, r.project_id
             from jsonb_populate_record(null::visit, ?::jsonb) r) where id = ?`,
          [JSON.stringify(entry()), id],
        );
      await office.dept.rows('delete from visit where id = any(?::uuid[])', [
        `{${sample(any(...known), 2).join(',')}}`,
      ]);
      if (one(fc.boolean())) await counter.count();
      const [from, to] = sample(fc.nat(DAYS), 2).map((ago) => plusDays(today, -ago)).sort() as [Day, Day]; // prettier-ignore
      for (const period of [{ from, to }, {}]) {
        const sheets = plainSheets(await Entries.read(office, projectId), { from: '1900-01-01', to: '2199-12-31', ...period }); // prettier-ignore
        for (const kind of figureKinds)
          expect({ at, kind, sections: (await figures(kind, period)).map(plainly) }).toEqual({ at, kind, sections: sheets[kind] }); // prettier-ignore
      }
    }
    const [{ kept } = { kept: 0 }] = await office.dept.rows<{ kept: number }>('select count(*)::int as kept from visit_count'); // prettier-ignore
    expect(kept).toBeGreaterThan(0);
  }, 300_000);

  test('a report never differs from the entries of its moment while colleagues enter them and days are counted', async () => {
    const counter = office.dept.service.app.get(VisitCounter, { strict: false });
    const bounds = [projectId, '1900-01-01', '2199-12-31'];
    let writing = true;
    const write = async (): Promise<void> => {
      for (let n = 0; n < 40; n++) {
        const visit = { projectId, kind: 'CALL', at: new Date(Date.now() - (n % 3) * 86_400_000 - 60_000).toISOString() };
        await office.dept.ask(dutyStaff, LogVisit, visit);
      } // prettier-ignore
    };
    const count = async (): Promise<void> => {
      while (writing) await counter.count();
    };
    let looks = 0;
    const look = async (): Promise<void> => {
      while (writing) {
        const [row] = await office.dept.rows<{ told: number; entered: number }>(
          `${counted.replaceAll(/\$[123]/g, (n) => `'${bounds[Number(n[1]) - 1]}'`)} select (select sum(entries)::int from traffic) as told,
             (select count(*)::int from visit where project_id = '${projectId}') as entered`,
        );
        expect(row?.told).toBe(row?.entered);
        looks += 1;
      }
    };
    const writers = Promise.all([write(), write(), write()]).finally(() => (writing = false));
    await Promise.all([writers, count(), count(), look()]);
    expect(looks).toBeGreaterThan(5);
  }, 120_000);
});
