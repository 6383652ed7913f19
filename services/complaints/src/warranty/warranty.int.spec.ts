import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { v7 as uuid7 } from 'uuid';
import {
  AssessWarranty,
  buildingParts,
  FindComplaints,
  FindWarrantyTerms,
  GetComplaint,
  PublishWarrantyTerm,
  RegisterComplaint,
  UnitHandedOver,
  WithdrawComplaint,
} from '@linli/contracts';
import { colleague, eventually, ServiceUnderTest, stranger } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { complaints } from '../service.js';
import { stepOn } from '../test/closed-case.js';
import { form } from '../test/ways.js';

const handler = colleague('COMPLAINT_HANDLER');
const manager = colleague('MANAGER_IN_CHARGE');

describe('保修 of a repair', () => {
  let dept: ServiceUnderTest;
  let rooms = 0;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, complaints);
  }, 60_000);
  afterAll(() => dept.stop());
  beforeEach(() => onDay('2026-03-10'));

  const newUnit = (handoverDate = '2024-03-10') => {
    const handoverId = uuid7();
    const room = `7-1-${(rooms += 1)}`;
    return { handoverId, unitId: uuid7(), projectId: 'binjiang', room, partyId: uuid7(), handoverDate };
  };
  const tell = async (unit: UnitHandedOver, place: { sequence: number; eventId?: string } = { sequence: 1 }) => {
    await dept.tell(UnitHandedOver, unit, { aggregateId: unit.handoverId, ...place });
  };
  const known = async (unit: UnitHandedOver) => {
    await tell(unit);
    await eventually(
      async () => (await dept.progress('property-move-in', unit.handoverId)) === 1,
      'the handover was not taken in',
    );
    return unit;
  };
  const report = (more: object) =>
    dept.ask(handler, RegisterComplaint, {
      ...{ ...form, kind: 'REPAIR', customerName: '王芳', phone: '13800001234' },
      ...more,
    });
  /** The clock of the department stands at noon of this day in Shanghai. */
  const onDay = async (day: string): Promise<void> =>
    void (await dept.rows(
      `update app_clock set ahead = (?::date + interval '4 hours') at time zone 'UTC' - clock_timestamp()`,
      [day],
    ));

  test('is said at intake by unit and part, with the rule and the last day, and stands in lists and in the case', async () => {
    const { room } = await known(newUnit());
    const repair = await report({ room, part: 'PIPES' });
    const warranty = {
      ...{ part: 'PIPES', coverage: 'COVERED', handedOverOn: '2024-03-10', coveredUntil: '2026-03-10' },
      rule: '《建设工程质量管理条例》第四十条(四):给排水管道2年',
    };
    expect(repair.warranty).toEqual(warranty);
    expect(await dept.ask(handler, GetComplaint, { complaintId: repair.id })).toEqual(repair);
    const { items } = await dept.ask(handler, FindComplaints, { projectId: 'binjiang', kind: 'REPAIR' });
    expect(items.find(({ id }) => id === repair.id)?.warranty).toEqual(warranty);
  });

  test.each([
    ['PIPES', '2026-03-10', 'COVERED'],
    ['PIPES', '2026-03-11', 'NOT_COVERED'],
    ['ROOF_WATERPROOFING', '2029-03-10', 'COVERED'],
    ['ROOF_WATERPROOFING', '2029-03-11', 'NOT_COVERED'],
    ['HEATING', '2026-03-15', 'COVERED'],
    ['HEATING', '2026-03-16', 'NOT_COVERED'],
    ['COOLING', '2025-09-15', 'COVERED'],
    ['COOLING', '2025-09-16', 'NOT_COVERED'],
    ['FOUNDATION_STRUCTURE', '2074-03-10', 'COVERED'],
    ['FOUNDATION_STRUCTURE', '2074-03-11', 'NOT_COVERED'],
  ])('of %s on %s is %s for keys handed over on 10 March 2024', async (part, day, coverage) => {
    await onDay(day);
    const { room } = await known(newUnit());
    expect((await report({ room, part })).warranty).toMatchObject({ part, coverage });
  });

  test('every part has its term, and the regulation is named with each', async () => {
    const { items } = await dept.ask(handler, FindWarrantyTerms, { limit: 100 });
    expect(items.map(({ part }) => part).sort()).toEqual([...buildingParts].sort());
    for (const { source } of items) expect(source).toContain('第四十条');
  });

  test('is unknown for a unit whose keys nobody handed over, or without a room, and says why', async () => {
    const gap = async (more: object) => (await report({ part: 'WIRING', ...more })).warranty;
    expect(await gap({ room: '99-9-9999' })).toEqual({ part: 'WIRING', coverage: 'UNKNOWN', gap: 'NOT_HANDED_OVER' });
    expect(await gap({ room: undefined })).toEqual({ part: 'WIRING', coverage: 'UNKNOWN', gap: 'NO_ROOM' });
  });

  test('is not said of what is no repair, and not of a repair without a part', async () => {
    const { room } = await known(newUnit());
    expect((await report({ room })).warranty).toBeUndefined();
    const complaint = { ...form, customerName: '王芳', phone: '13800001234', room, part: 'PIPES' };
    expect(await dept.refusal(handler, RegisterComplaint, complaint)).toMatchObject({ code: 'complaint.not-a-repair' });
    const { id, version } = await dept.ask(handler, RegisterComplaint, { ...complaint, part: undefined });
    expect(await dept.refusal(handler, AssessWarranty, { complaintId: id, version, part: 'PIPES' })).toMatchObject({
      code: 'complaint.not-a-repair',
    });
  });

  test('is judged again for another part by the day of the report, as long as the repair is open', async () => {
    const { room } = await known(newUnit());
    const repair = await report({ room, part: 'PIPES' });
    expect(repair.allowed).toContain('assessWarranty');
    await onDay('2026-05-20');
    // Two months later its duties fall late, each of which changes the case.
    const judge = (part: string) =>
      eventually(() => stepOn(dept, repair.id, AssessWarranty, { part }), 'the repair was never judged');
    const judged = await judge('WET_ROOM_WATERPROOFING');
    expect(judged.warranty).toMatchObject({ coverage: 'COVERED', coveredUntil: '2029-03-10' });
    expect((await judge('PIPES')).warranty).toEqual(repair.warranty);
    const seen = await dept.ask(handler, GetComplaint, { complaintId: repair.id });
    expect(seen.warranty).toEqual(repair.warranty);
    const step = { complaintId: repair.id, version: seen.version, part: 'PIPES' };
    expect(await dept.refusal(colleague('CUSTOMER_ASSISTANT'), AssessWarranty, step)).toMatchObject({
      kind: 'forbidden',
    });
    expect(await dept.refusal(stranger('CS_SUPERVISOR'), AssessWarranty, step)).toMatchObject({ kind: 'not-found' });
    const over = await eventually(
      () => stepOn(dept, repair.id, WithdrawComplaint, { reason: '自行修好' }),
      'the repair was never withdrawn',
    );
    expect(await dept.refusal(handler, AssessWarranty, { ...step, version: over.version })).toMatchObject({
      code: 'complaint.illegal-step',
    });
  });

  test('a term is only ever made longer, for the company or one project, and holds for keys handed over since', async () => {
    const publish = (more: object, by = manager) =>
      dept.ask(by, PublishWarrantyTerm, {
        part: 'DECORATION',
        amount: 3,
        validFrom: '2025-01-01',
        source: '销售承诺',
        ...more,
      });
    const refused = (more: object, by = manager) =>
      dept.refusal(by, PublishWarrantyTerm, {
        ...{ part: 'DECORATION', amount: 3, validFrom: '2025-01-01', source: '销售承诺' },
        ...more,
      });
    expect(await refused({ amount: 1 })).toMatchObject({ code: 'warranty-term.shorter' });
    expect(await refused({ validFrom: '1979-12-31' })).toMatchObject({ code: 'warranty-term.too-early' });
    expect(await refused({}, handler)).toMatchObject({ kind: 'forbidden' });
    expect(await refused({}, stranger('MANAGER_IN_CHARGE'))).toMatchObject({ code: 'warranty-term.company-wide' });
    expect(await refused({ projectId: 'binjiang' }, stranger('MANAGER_IN_CHARGE'))).toMatchObject({
      kind: 'not-found',
    });
    expect(await publish({ projectId: 'binjiang' })).toMatchObject({
      unit: 'YEARS',
      amount: 3,
      publishedBy: '主管经理',
    });
    expect(await refused({ projectId: 'binjiang' })).toMatchObject({ code: 'warranty-term.published-already' });
    expect(await refused({ projectId: 'binjiang', amount: 2, validFrom: '2026-01-01' })).toMatchObject({
      code: 'warranty-term.shorter',
    });
    const [before, since] = [await known(newUnit('2024-12-31')), await known(newUnit('2025-01-01'))];
    const until = async (room: string) => (await report({ room, part: 'DECORATION' })).warranty?.coveredUntil;
    expect([await until(before.room), await until(since.room)]).toEqual(['2026-12-31', '2028-01-01']);
  });

  test('a handover that is told twice counts once, also under a new event', async () => {
    const unit = newUnit('2025-06-01');
    const eventId = uuid7();
    await tell(unit, { sequence: 1, eventId });
    await tell(unit, { sequence: 1, eventId });
    await tell({ ...unit, handoverDate: '2026-01-01' }, { sequence: 2 });
    await eventually(
      async () => (await dept.progress('property-move-in', unit.handoverId)) === 2,
      'the second telling was not taken in',
    );
    const rows = await dept.rows(`select handover_date::text as day from handed_over_unit where unit_id = ?`, [
      unit.unitId,
    ]);
    expect(rows).toEqual([{ day: '2025-06-01' }]);
  });

  test('a handover that comes out of order waits for its turn', async () => {
    const unit = newUnit('2025-06-01');
    await tell({ ...unit, handoverDate: '2026-01-01' }, { sequence: 2 });
    await tell(unit, { sequence: 1 });
    await eventually(
      async () => (await dept.progress('property-move-in', unit.handoverId)) === 2,
      'the handovers were not taken in',
    );
    expect((await report({ room: unit.room, part: 'PIPES' })).warranty).toMatchObject({ handedOverOn: '2025-06-01' });
  });

  test('a handover that comes too late judges the open repairs of its unit by their own days, and leaves ended ones alone', async () => {
    const unit = newUnit();
    const open = await report({ room: unit.room, part: 'PIPES' });
    const ended = await report({ room: unit.room, part: 'PIPES' });
    const other = await report({ room: '98-1-1', part: 'PIPES' });
    await stepOn(dept, ended.id, WithdrawComplaint, { reason: '自行修好' });
    await onDay('2026-06-01');
    await known(unit);
    const warrantyOf = async (complaintId: string) => (await dept.ask(handler, GetComplaint, { complaintId })).warranty;
    expect(await warrantyOf(open.id)).toMatchObject({ coverage: 'COVERED', coveredUntil: '2026-03-10' });
    expect(await warrantyOf(ended.id)).toMatchObject({ coverage: 'UNKNOWN' });
    expect(await warrantyOf(other.id)).toMatchObject({ coverage: 'UNKNOWN' });
    const seen = await dept.ask(handler, GetComplaint, { complaintId: open.id });
    expect([seen.customerName, seen.phone]).toEqual([open.customerName, open.phone]);
  });

  test('a handover that cannot be understood is parked, and covers nothing', async () => {
    const unit = newUnit();
    await tell({ ...unit, handoverDate: '2024-02-30' });
    await eventually(
      async () => (await dept.rows('select 1 from dead_letter where aggregate_id = ?', [unit.handoverId])).length === 1,
      'the handover was not parked',
    );
    expect((await report({ room: unit.room, part: 'PIPES' })).warranty).toMatchObject({ gap: 'NOT_HANDED_OVER' });
  });
});
