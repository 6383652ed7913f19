import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import {
  AssignReportDuty,
  ConcludeSalesAnalysis,
  ConfirmDailyLog,
  ConfirmSalesReport,
  DrawSalesAnalysis,
  exportsOf,
  FindReportDuties,
  FindReportPenalties,
  FindSalesReports,
  GetReportDuty,
  GetReportPenalty,
  GetSalesFigures,
  GetSalesReport,
  HandInDailyLog,
  HandInSalesReport,
  ImposePenalty,
  LogVisit,
  ReassignReportDuty,
  ReturnSalesReport,
  WaivePenalty,
  type SalesReportView,
} from '@linli/contracts';
import { dayOf, plusDays, startOfDay } from '@linli/kernel';
import { colleague, eventually, stranger, type Person } from '@linli/testing';
import { consultant, controller, dutyStaff, manager, Office, supervisor } from '../test/office.js';

const { GetExport, StartExport } = exportsOf('sales-office');
const company = colleague('COMPANY_SALES_DEPT');

describe('Reports from day to month', () => {
  let office: Office;
  let today: string;
  const projectId = 'binjiang';

  /** Noon of the Monday after the last day of a month: all weeks that end in a month are short or whole, as they come. */
  beforeAll(async () => {
    office = await Office.open(projectId);
    await moveTo('2027-01-31', 12);
  }, 60_000);
  afterAll(() => office.stop());
  beforeEach(async () => {
    today = dayOf(await clock());
  });

  const clock = async () => new Date((await office.dept.rows<{ at: string }>('select app_now()::text as at'))[0]!.at);
  const moveTo = async (day: string, hour: number) => {
    const to = startOfDay(day).getTime() + hour * 3_600_000;
    await office.dept.travel(`${to - (await clock()).getTime()} milliseconds`);
    today = day;
  };
  const duty = (kind: string, person: Person, superior: Person, since = today) =>
    office.dept.ask(manager, AssignReportDuty, {
      ...{ projectId, kind, since, personId: person.id, person: person.name },
      ...{ superiorId: superior.id, superior: superior.name },
    });
  const handIn = (by: Person, kind: string, on?: string) =>
    office.dept.ask(by, HandInSalesReport, { projectId, kind, ...(on ? { on } : {}) });
  const refusedHandIn = async (by: Person, kind: string, on: string) =>
    office.dept.refusal(by, HandInSalesReport, { projectId, kind, on });
  const confirm = ({ id, version }: SalesReportView, by: Person) =>
    office.dept.ask(by, ConfirmSalesReport, { salesReportId: id, version });
  const log = async (on: string) => {
    const { id, version } = await office.dept.ask(dutyStaff, HandInDailyLog, { projectId, day: on });
    await office.dept.ask(supervisor, ConfirmDailyLog, { dailyLogId: id, version });
  };
  const section = ({ sections }: Pick<SalesReportView, 'sections'>, name: string) =>
    sections.find((each) => each.section === name)!;

  test('a report needs a named person and is handed in by him alone [REQ-105]', async () => {
    expect(await refusedHandIn(supervisor, 'DAILY_SALES', today)).toMatchObject({ code: 'sales-report.no-duty' });
    const assigned = await duty('DAILY_SALES', controller, supervisor);
    expect(assigned).toMatchObject({ person: controller.name, superior: supervisor.name, allowed: ['reassign'] });
    expect(assigned.nextDueAt).toBe(`${today}T12:00:00.000Z`);
    expect(await refusedHandIn(supervisor, 'DAILY_SALES', today)).toMatchObject({ code: 'report-duty.not-yours' });
    expect(await refusedHandIn(controller, 'DAILY_SALES', plusDays(today, -1))).toMatchObject({
      code: 'report-duty.not-yet',
    });
    expect(await refusedHandIn(controller, 'DAILY_SALES', plusDays(today, 1))).toMatchObject({
      code: 'sales-report.not-over',
    });
    expect(
      await office.dept.refusal(manager, AssignReportDuty, {
        ...{ projectId, kind: 'DAILY_SALES', personId: 'a', person: '甲', superiorId: 'b', superior: '乙' },
      }),
    ).toMatchObject({ code: 'report-duty.assigned' });
    expect(await office.dept.ask(supervisor, GetReportDuty, { reportDutyId: assigned.id })).toEqual(assigned);
    const { items } = await office.dept.ask(supervisor, FindReportDuties, { projectId, kind: 'DAILY_SALES' });
    expect(items).toEqual([assigned]);
  });

  test('the daily sales report says what was sold today, computed from the entries, and stays as it was confirmed [REQ-074]', async () => {
    const { room } = await office.sold();
    const first = await handIn(controller, 'DAILY_SALES');
    expect(first).toMatchObject({ state: 'HANDED_IN', late: false, from: today, to: today, madeBy: controller.name });
    expect(section(first, 'UNITS_SOLD').lines).toEqual([
      { key: room, count: 1, areaM2: 100, amountFen: 100_000_000, shareBasisPoints: 10_000 },
    ]);
    expect(section(first, 'MOVEMENTS').lines).toContainEqual({ key: 'SOLD', count: 1, amountFen: 100_000_000 });
    await office.sold();
    const again = await handIn(controller, 'DAILY_SALES');
    expect([again.id, section(again, 'UNITS_SOLD').count]).toEqual([first.id, 2]);
    expect(await office.dept.refusal(manager, ConfirmSalesReport, { salesReportId: again.id, version: again.version })).toMatchObject({ code: 'sales-report.not-superior' }); // prettier-ignore
    const returned = await office.dept.ask(supervisor, ReturnSalesReport, {
      ...{ salesReportId: again.id, version: again.version, reason: '请核对收款' },
    });
    expect(returned).toMatchObject({ state: 'RETURNED', returnReason: '请核对收款', allowed: ['handIn'] });
    const confirmed = await confirm(await handIn(controller, 'DAILY_SALES'), supervisor);
    expect(confirmed).toMatchObject({ state: 'CONFIRMED', allowed: [] });
    await office.sold();
    expect(await refusedHandIn(controller, 'DAILY_SALES', today)).toMatchObject({ code: 'sales-report.illegal-step' });
    const kept = await office.dept.ask(manager, GetSalesReport, { salesReportId: first.id });
    expect(kept).toEqual(confirmed);
    const now = await office.dept.ask(manager, GetSalesFigures, {
      projectId,
      kind: 'DAILY_SALES',
      from: today,
      to: today,
    });
    expect([section(kept, 'UNITS_SOLD').count, section(now, 'UNITS_SOLD').count]).toEqual([2, 3]);
  });

  test('calls and visits of the day are counted with the questions that customers ask [REQ-078] [REQ-079]', async () => {
    await duty('DAILY_ACTIVITY', dutyStaff, supervisor);
    const visit = (kind: string, channel: string, concerns: string[]) =>
      office.dept.ask(dutyStaff, LogVisit, { projectId, kind, channel, concerns });
    await visit('CALL', 'OUTDOOR', ['学区']);
    await visit('VISIT', 'OUTDOOR', ['学区', '价格']);
    await visit('VISIT', 'REFERRAL', ['价格', '学区']);
    const report = await handIn(dutyStaff, 'DAILY_ACTIVITY');
    expect(section(report, 'TRAFFIC_BY_KIND')).toMatchObject({
      count: 3,
      lines: [{ key: 'CALL', count: 1 }, { key: 'VISIT', count: 2 }], // prettier-ignore
    });
    expect(section(report, 'TRAFFIC_BY_CHANNEL').lines).toMatchObject([
      { key: 'OUTDOOR', count: 2, shareBasisPoints: 6667 },
      { key: 'REFERRAL', count: 1, shareBasisPoints: 3333 },
    ]);
    expect(section(report, 'CONCERNS').lines).toEqual(
      expect.arrayContaining([{ key: '学区', count: 3 }, { key: '价格', count: 2 }]), // prettier-ignore
    );
  });

  const analysed = async () => {
    const month = { projectId, from: '2027-01-01', to: '2027-01-31' };
    expect(await refusedHandIn(manager, 'MONTHLY_SALES', today)).toMatchObject({
      code: 'sales-report.analyses-missing',
      details: { missing: ['TRAFFIC', 'DEALS', 'CANCELLATIONS'] },
    });
    for (const kind of ['TRAFFIC', 'DEALS', 'CANCELLATIONS']) {
      const { id: salesAnalysisId, version } = await office.dept.ask(manager, DrawSalesAnalysis, { ...month, kind });
      const conclusion = { focus: '学区', measure: '加印学区资料', owner: '孙主管', dueOn: today };
      await office.dept.ask(manager, ConcludeSalesAnalysis, { salesAnalysisId, version, ...conclusion });
    }
  };

  test('the statistics of a day rest on its confirmed log, a week on its days, a month on its weeks and analyses [REQ-099] [REQ-100] [REQ-102] [REQ-103] [REQ-104]', async () => {
    await duty('WEEKLY_STATISTICS', supervisor, manager);
    expect(await refusedHandIn(supervisor, 'WEEKLY_STATISTICS', today)).toMatchObject({
      code: 'sales-report.parts-without-duty',
    });
    await duty('DAILY_STATISTICS', supervisor, manager);
    await duty('MONTHLY_SALES', manager, company);
    expect(await refusedHandIn(supervisor, 'DAILY_STATISTICS', today)).toMatchObject({
      code: 'sales-report.log-not-confirmed',
    });
    await log(today);
    const daily = await handIn(supervisor, 'DAILY_STATISTICS');
    expect(await refusedHandIn(supervisor, 'WEEKLY_STATISTICS', today)).toMatchObject({
      code: 'sales-report.parts-missing',
      details: { part: 'DAILY_STATISTICS', missing: [today] },
    });
    await confirm(daily, manager);
    await analysed();
    expect(await refusedHandIn(manager, 'MONTHLY_SALES', today)).toMatchObject({
      code: 'sales-report.parts-missing',
      details: { part: 'WEEKLY_STATISTICS', missing: ['2027-01-31'] },
    });
    const weekly = await handIn(supervisor, 'WEEKLY_STATISTICS');
    expect(weekly).toMatchObject({ from: '2027-01-25', to: '2027-01-31', parts: [{ formNo: daily.formNo }] });
    expect(section(weekly, 'TRAFFIC_BY_DAY').lines).toEqual([{ key: today, count: 3, shareBasisPoints: 10_000 }]);
    await confirm(weekly, manager);
    const monthly = await handIn(manager, 'MONTHLY_SALES');
    expect(monthly).toMatchObject({ from: '2027-01-01', to: '2027-01-31', parts: [{ reportId: weekly.id }] });
    expect(section(monthly, 'SOLD_BY_FLOOR').count).toBe(section(monthly, 'SOLD_BY_BUILDING').count);
    expect(await confirm(monthly, company)).toMatchObject({ state: 'CONFIRMED', superior: company.name });
    const { items } = await office.dept.ask(company, FindSalesReports, { projectId, state: 'CONFIRMED' });
    expect(items.map(({ kind }) => kind)).toEqual([
      ...['MONTHLY_SALES', 'WEEKLY_STATISTICS', 'DAILY_STATISTICS', 'DAILY_SALES'],
    ]);
  });

  test('a report leaves as Excel with title, maker, sums and frozen headers, and as PDF [REQ-099]', async () => {
    const { items } = await office.dept.ask(manager, FindSalesReports, { projectId, kind: 'DAILY_SALES' });
    const made = async (format: string) => {
      const { id } = await office.dept.ask(manager, StartExport, {
        ...{ paper: 'sales-report', format, filters: [{ name: 'salesReportId', value: items[0]!.id }] },
      });
      const { fileId } = await eventually(async () => {
        const view = await office.dept.ask(manager, GetExport, { exportId: id });
        return view.state === 'DONE' ? view : undefined;
      }, `the ${format} never came`);
      return (await office.files.own(fileId!, manager.id)).bytes;
    };
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(Buffer.from(await made('XLSX')) as unknown as Parameters<typeof book.xlsx.load>[0]);
    const sheet = book.worksheets[0]!;
    expect(sheet.getCell('A1').value).toBe('滨江壹号 销售日报表');
    expect(sheet.getCell('A2').value).toContain(`制表日期:${today}    制表人:${controller.name}`);
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 });
    const sums = sheet
      .getColumn(1)
      .values.map(String)
      .filter((cell) => cell.endsWith('小计'));
    expect(sums).toEqual(['售出房源 小计', '按销售代表成交 小计']);
    expect(
      Buffer.from(await made('PDF'))
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  });

  test('who is late is in the hands of his direct superior: once per report, and the next one is due all the same [REQ-105]', async () => {
    const penalties = async () => (await office.dept.ask(manager, FindReportPenalties, { projectId })).items;
    await moveTo('2027-01-31', 21);
    const [dailyDuty] = (await office.dept.ask(manager, FindReportDuties, { projectId, kind: 'DAILY_SALES' })).items;
    const next = await eventually(async () => {
      const view = await office.dept.ask(manager, GetReportDuty, { reportDutyId: dailyDuty!.id });
      return view.nextDueAt === '2027-02-01T12:00:00.000Z' ? view : undefined;
    }, 'the report of the next day was not planned');
    expect(await penalties()).toEqual([]);
    await moveTo('2027-02-01', 21);
    const late = await eventually(async () => {
      const found = await penalties();
      return found.length >= 3 ? found : undefined;
    }, 'nobody was late');
    expect(new Set(late.map(({ kind }) => kind))).toEqual(
      new Set(['DAILY_SALES', 'DAILY_ACTIVITY', 'DAILY_STATISTICS']),
    );
    const mine = late.find(({ kind }) => kind === 'DAILY_SALES')!;
    expect(mine).toMatchObject({
      state: 'OPEN',
      person: controller.name,
      superior: supervisor.name,
      from: '2027-02-01',
    });
    const report = await handIn(controller, 'DAILY_SALES', '2027-02-01');
    expect(report.late).toBe(true);
    const decision = { reportPenaltyId: mine.id, version: mine.version, reason: '多次提醒' };
    expect(await office.dept.refusal(manager, ImposePenalty, { ...decision, measure: 'WARNING' })).toMatchObject({
      code: 'report-penalty.not-superior',
    });
    const imposed = await office.dept.ask(supervisor, ImposePenalty, {
      ...decision,
      measure: 'FINE',
      amountFen: 5_000,
    });
    expect(imposed).toMatchObject({ state: 'IMPOSED', measure: 'FINE', amountFen: 5_000, allowed: [] });
    expect(await office.dept.ask(supervisor, GetReportPenalty, { reportPenaltyId: mine.id })).toEqual(imposed);
    const other = late.find(({ kind }) => kind === 'DAILY_STATISTICS')!;
    const waived = await office.dept.ask(manager, WaivePenalty, {
      ...{ reportPenaltyId: other.id, version: other.version, reason: '停电' },
    });
    expect(waived).toMatchObject({ state: 'WAIVED', reason: '停电' });
    const changed = await office.dept.ask(manager, ReassignReportDuty, {
      ...{ reportDutyId: next.id, version: next.version, personId: 'new', person: '新人' },
      ...{ superiorId: supervisor.id, superior: supervisor.name },
    });
    expect(changed).toMatchObject({ person: '新人', nextDueAt: '2027-02-02T12:00:00.000Z' });
    expect(await office.dept.ask(supervisor, GetReportPenalty, { reportPenaltyId: mine.id })).toMatchObject({
      person: controller.name,
    });
  });

  test('reports are not for everybody, and not for other projects', async () => {
    const [report] = (await office.dept.ask(manager, FindSalesReports, { projectId })).items;
    const [penalty] = (await office.dept.ask(manager, FindReportPenalties, { projectId })).items;
    const [held] = (await office.dept.ask(manager, FindReportDuties, { projectId })).items;
    const one = { salesReportId: report!.id, version: report!.version };
    const two = { reportPenaltyId: penalty!.id, version: penalty!.version, reason: '无' };
    const person = { personId: 'a', person: '甲', superiorId: 'b', superior: '乙' };
    const three = { reportDutyId: held!.id, version: held!.version, ...person };
    const commands = [
      [ConfirmSalesReport, one],
      [ReturnSalesReport, { ...one, reason: '无' }],
      [ImposePenalty, { ...two, measure: 'WARNING' }],
      [WaivePenalty, two],
      [ReassignReportDuty, three],
      [HandInSalesReport, { projectId, kind: 'DAILY_SALES' }],
      [AssignReportDuty, { projectId, kind: 'DAILY_SALES', ...person }],
      [GetSalesReport, { salesReportId: report!.id }],
      [GetReportPenalty, { reportPenaltyId: penalty!.id }],
      [GetReportDuty, { reportDutyId: held!.id }],
      [GetSalesFigures, { projectId, kind: 'DAILY_SALES' }],
    ] as const;
    for (const [request, message] of commands) {
      expect(await office.dept.refusal(consultant, request, message)).toMatchObject({ kind: 'forbidden' });
      expect(await office.dept.refusal(stranger('SALES_MANAGER'), request, message)).toMatchObject({
        kind: 'not-found',
      });
    }
    for (const request of [FindSalesReports, FindReportPenalties, FindReportDuties]) {
      expect(await office.dept.refusal(consultant, request, {})).toMatchObject({ kind: 'forbidden' });
      expect((await office.dept.ask(stranger('SALES_MANAGER'), request, {})).items).toEqual([]);
    }
  });
});
