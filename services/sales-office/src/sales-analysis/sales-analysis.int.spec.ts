import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import {
  analysisKinds,
  CompleteVisit,
  ConcludeSalesAnalysis,
  DrawSalesAnalysis,
  ExecuteSaleChange,
  ApproveSaleChange,
  exportsOf,
  FindSalesAnalyses,
  FindUnits,
  FollowUpProspect,
  GetSalesAnalysis,
  GetSalesFigures,
  IssueUnitConfirmation,
  ConfirmDeposit,
  LogVisit,
  LoseProspect,
  RecordBuyerProfile,
  RecordDeposit,
  type RegisterProspect,
  RequestCancellation,
  SignContract,
  Subscribe,
  type FigureSection,
  type UnitView,
} from '@linli/contracts';
import { dayOf, plusDays } from '@linli/kernel';
import { eventually, stranger, type Person } from '@linli/testing';
import {
  consultant,
  controller,
  dutyStaff,
  finance,
  manager,
  Office,
  rival,
  sheetOf,
  supervisor,
} from '../test/office.js';

const { GetExport, StartExport } = exportsOf('sales-office');

describe('Analyses of sales', () => {
  let office: Office;
  let today: string;
  let shops: UnitView[];
  const projectId = 'binjiang';

  beforeAll(async () => {
    office = await Office.open(projectId);
    const [clock] = await office.dept.rows<{ at: string }>('select app_now()::text as at');
    today = dayOf(new Date(clock!.at));
    await office.importSheet(
      await sheetOf([
        ['7栋', '1单元', 1, '101', '两室', 89.99, 1_499_999.99],
        ['7栋', '1单元', 2, '201', '两室', 90, 1_500_000],
        ['7栋', '1单元', 3, '301', '四室', 144, 3_000_000],
      ]),
    );
    shops = (await office.dept.ask(controller, FindUnits, { projectId, building: '7' })).items;
    const room = (roomNo: string) => shops.find((unit) => unit.roomNo === roomNo)!;
    await sell(
      consultant,
      room('101'),
      { channel: 'REFERRAL' },
      { occupation: 'SELF_EMPLOYED', residentialArea: 'SAME_CITY' },
    );
    await sell(consultant, room('201'), { channel: 'ONLINE' }, {});
    await sell(rival, room('301'), { channel: 'ONLINE' }, { occupation: 'SELF_EMPLOYED', incomeBand: 'FROM_100' });
    await visit('CALL', 'ONLINE', ['学区', '价格']);
    await visit('VISIT', 'ONLINE', ['学区']);
    await visit('VISIT', 'PASSING_BY', []);
  }, 90_000);
  afterAll(() => office.stop());

  async function sell(by: Person, unit: UnitView, more: Partial<RegisterProspect>, facts: Partial<RecordBuyerProfile>) {
    const prospect = await office.prospect(by, {
      ...more,
      wantedLayouts: [unit.layout ?? ''],
      budgetFen: unit.totalPriceFen,
    });
    if (Object.keys(facts).length > 0)
      await office.dept.ask(by, RecordBuyerProfile, { prospectId: prospect.id, version: prospect.version, ...facts });
    const reserved = await office.dept.ask(by, IssueUnitConfirmation, { unitId: unit.id, prospectId: prospect.id });
    const paid = await office.dept.ask(by, RecordDeposit, {
      ...{
        confirmationId: reserved.id,
        version: reserved.version,
        depositKind: 'EARNEST_MONEY',
        depositFen: 5_000_000,
      },
    });
    await office.dept.ask(finance, ConfirmDeposit, { confirmationId: paid.id, version: paid.version });
    return office.dept.ask(by, Subscribe, { confirmationId: paid.id });
  }
  const visit = (kind: string, channel: string, concerns: string[]) =>
    office.dept.ask(dutyStaff, LogVisit, { projectId, kind, channel, concerns });
  const figures = async (kind: string, period: object = {}) =>
    (await office.dept.ask(supervisor, GetSalesFigures, { projectId, kind, ...period })).sections;
  const of = (sections: readonly FigureSection[], name: string) => sections.find(({ section }) => section === name)!;
  const counts = (section: FigureSection) => Object.fromEntries(section.lines.map(({ key, count }) => [key, count]));

  test('sold units are counted in five dimensions, and each sums to the total, after every sale [REQ-073]', async () => {
    const sections = await figures('SALES_BREAKDOWN');
    expect(sections.map(({ section }) => section)).toEqual([
      ...['SOLD_BY_BUILDING', 'SOLD_BY_LAYOUT', 'SOLD_BY_AREA', 'SOLD_BY_FLOOR', 'SOLD_BY_PRICE'],
    ]);
    for (const section of sections) {
      expect(section).toMatchObject({ count: 3, areaM2: 323.99, amountFen: 599_999_999 });
      const sum = (field: 'count' | 'areaM2' | 'amountFen' | 'shareBasisPoints') =>
        section.lines.reduce((total, line) => total + Math.round((line[field] ?? 0) * 100), 0) / 100;
      expect([sum('count'), sum('areaM2'), sum('amountFen'), sum('shareBasisPoints')]).toEqual([
        ...[3, 323.99, 599_999_999, 10_000],
      ]);
    }
    expect(sections.map(counts)).toEqual([
      { '7': 3 },
      { 两室: 2, 四室: 1 },
      { '60-90': 1, '90-120': 1, '144-200': 1 },
      { '1': 1, '2': 1, '3': 1 },
      { '100-150': 1, '150-200': 1, '300-500': 1 },
    ]);
    expect(of(await figures('SALES_BREAKDOWN', { to: plusDays(today, -1) }), 'SOLD_BY_FLOOR')).toMatchObject({
      count: 0,
    });
  });

  test('buyers are shown in six facts, what nobody filled in is named [REQ-087]', async () => {
    const sections = await figures('BUYER_PROFILE');
    expect(sections).toHaveLength(6);
    for (const section of sections) expect(section.count).toBe(3);
    expect(counts(of(sections, 'SOLD_BY_OCCUPATION'))).toEqual({ SELF_EMPLOYED: 2, UNKNOWN: 1 });
    expect(counts(of(sections, 'SOLD_BY_INCOME'))).toEqual({ FROM_100: 1, UNKNOWN: 2 });
  });

  test('each medium is measured by calls, visits, prospects and sales [REQ-080] [REQ-064]', async () => {
    const sections = await figures('AD_EFFECT', { from: today, to: today });
    expect(sections.map(counts)).toEqual([
      { ONLINE: 1 },
      { ONLINE: 1, PASSING_BY: 1 },
      { ONLINE: 2, REFERRAL: 1 },
      { ONLINE: 2, REFERRAL: 1 },
    ]);
  });

  test('needs of customers are told to those who plan products: layouts, budgets, questions, why they left [REQ-063]', async () => {
    const lost = await office.prospect(consultant, { wantedLayouts: ['三室', '四室'] });
    await office.dept.ask(consultant, LoseProspect, {
      ...{ prospectId: lost.id, version: lost.version, reason: '没有五室', reasonCode: 'LAYOUT' },
    });
    const sections = await figures('CUSTOMER_NEEDS');
    expect(counts(of(sections, 'PROSPECTS_BY_LAYOUT'))).toEqual({ 两室: 2, 四室: 2, 三室: 1 });
    expect(counts(of(sections, 'PROSPECTS_BY_BUDGET'))).toEqual({
      '100-150': 1,
      '150-200': 1,
      '300-500': 1,
      UNKNOWN: 1,
    });
    expect(counts(of(sections, 'CONCERNS'))).toEqual({ 学区: 2, 价格: 1 });
    expect(counts(of(sections, 'LOST_BY_REASON'))).toEqual({ LAYOUT: 1 });
    const funnel = await figures('FUNNEL');
    expect(counts(of(funnel, 'STAGES'))).toEqual({
      ...{ CAME: 3, REGISTERED: 4, CAME_AGAIN: 0, RESERVED: 3, SOLD: 3, SUBSCRIBED: 3, SIGNED: 0 },
    });
    expect(of(funnel, 'STAGES').lines.map(({ key }) => key)[1]).toBe('REGISTERED');
  });

  test('the mix shows the share of each amount band and region in the money, and of each product in the units [REQ-132] [REQ-133] [REQ-134]', async () => {
    const [amounts] = await figures('AMOUNT_MIX');
    expect(amounts?.lines).toMatchObject([
      { key: '100-200', count: 2, amountFen: 299_999_999, shareBasisPoints: 5_000 },
      { key: '300-500', count: 1, amountFen: 300_000_000, shareBasisPoints: 5_000 },
    ]);
    const [products] = await figures('PRODUCT_MIX');
    expect(products?.lines).toMatchObject([
      { key: '两室', count: 2, shareBasisPoints: 6_667 },
      { key: '四室', count: 1, shareBasisPoints: 3_333 },
    ]);
    const [regions] = await figures('REGION_MIX');
    expect(regions?.lines).toMatchObject([
      { key: 'SAME_CITY', amountFen: 149_999_999, shareBasisPoints: 2_500 },
      { key: 'UNKNOWN', amountFen: 450_000_000, shareBasisPoints: 7_500 },
    ]);
  });

  test('the share of deals brought by old customers is told per project [REQ-130]', async () => {
    const [referrals] = await figures('REFERRALS');
    expect(referrals?.lines).toMatchObject([
      { key: 'NOT_REFERRED', count: 2, shareBasisPoints: 6_667 },
      { key: 'REFERRAL', count: 1, shareBasisPoints: 3_333 },
    ]);
  });

  test('each consultant is assessed by what he received, registered, followed up, sold and signed [REQ-062]', async () => {
    const { id: visitId, version } = await visit('CALL', 'ONLINE', []);
    await office.dept.ask(consultant, CompleteVisit, { visitId, version });
    const prospect = await office.prospect(consultant, { channel: 'PASSING_BY' });
    await office.dept.ask(consultant, FollowUpProspect, {
      ...{ prospectId: prospect.id, version: prospect.version, kind: 'VISIT', content: '再次看房' },
    });
    const subscription = await office.subscribed();
    await office.dept.ask(controller, SignContract, office.contractForm(subscription));
    const sections = await figures('PERFORMANCE', { from: today, to: today });
    const me = consultant.name;
    expect(counts(of(sections, 'RECEPTIONS_BY_CONSULTANT'))).toEqual({ [me]: 1 });
    expect(counts(of(sections, 'FOLLOW_UPS_BY_CONSULTANT'))).toEqual({ [me]: 1 });
    expect(counts(of(sections, 'PROSPECTS_BY_CONSULTANT'))).toEqual({ [me]: 5, [rival.name]: 1 });
    expect(counts(of(sections, 'SUBSCRIBED_BY_CONSULTANT'))).toEqual({ [me]: 3, [rival.name]: 1 });
    expect(of(sections, 'SIGNED_BY_CONSULTANT')).toMatchObject({ count: 1, amountFen: 100_000_000 });
  });

  test('cancellations are reported with their reasons, and what was given back is not sold any more [REQ-089]', async () => {
    const subscription = await office.subscribed();
    const before = of(await figures('SALES_BREAKDOWN'), 'SOLD_BY_BUILDING').count!;
    const asked = await office.dept.ask(consultant, RequestCancellation, {
      ...{ subscriptionId: subscription.id, refundFen: 0, reason: '贷款被拒', reasonCode: 'LOAN_REFUSED' },
    });
    const { version } = await office.dept.ask(manager, ApproveSaleChange, {
      saleChangeId: asked.id,
      version: asked.version,
    });
    await office.dept.ask(controller, ExecuteSaleChange, { saleChangeId: asked.id, version });
    const sections = await figures('CANCELLATIONS', { from: today, to: today });
    expect(of(sections, 'CANCELLED_BY_REASON')).toMatchObject({
      ...{ count: 1, amountFen: 100_000_000, lines: [{ key: 'LOAN_REFUSED', count: 1 }] },
    });
    expect(of(await figures('SALES_BREAKDOWN'), 'SOLD_BY_BUILDING').count).toBe(before - 1);
  });

  test.each(analysisKinds)('%s is kept with its figures and closed by a conclusion [REQ-340]', async (kind) => {
    const drawn = await office.dept.ask(supervisor, DrawSalesAnalysis, { projectId, kind, from: today, to: today });
    expect(drawn).toMatchObject({ state: 'DRAWN', kind, allowed: ['conclude'] });
    expect(drawn.sections).toEqual(await figures(kind, { from: today, to: today }));
    const open = await office.dept.ask(manager, FindSalesAnalyses, { projectId, kind, state: 'DRAWN' });
    expect(open.items).toEqual([drawn]);
    const conclusion = { focus: '小户型', measure: '推出两室组团', owner: '孙主管', dueOn: today };
    const form = { salesAnalysisId: drawn.id, version: drawn.version, ...conclusion };
    expect(
      await office.dept.refusal(supervisor, ConcludeSalesAnalysis, { ...form, dueOn: plusDays(today, -1) }),
    ).toMatchObject({ code: 'sales-analysis.due-in-past' });
    const concluded = await office.dept.ask(supervisor, ConcludeSalesAnalysis, form);
    expect(concluded).toMatchObject({
      state: 'CONCLUDED',
      conclusion: { ...conclusion, concludedBy: supervisor.name },
    });
    expect(await office.dept.ask(manager, GetSalesAnalysis, { salesAnalysisId: drawn.id })).toEqual(concluded);
    expect(
      await office.dept.refusal(supervisor, ConcludeSalesAnalysis, { ...form, version: concluded.version }),
    ).toMatchObject({ code: 'sales-analysis.illegal-step' });
  });

  test('an analysis leaves as Excel with its conclusion below the figures', async () => {
    const { items } = await office.dept.ask(manager, FindSalesAnalyses, { projectId, kind: 'SALES_BREAKDOWN' });
    const { id } = await office.dept.ask(manager, StartExport, {
      ...{ paper: 'sales-analysis', format: 'XLSX', filters: [{ name: 'salesAnalysisId', value: items[0]!.id }] },
    });
    const { fileId } = await eventually(async () => {
      const view = await office.dept.ask(manager, GetExport, { exportId: id });
      return view.state === 'DONE' ? view : undefined;
    }, 'the sheet never came');
    const book = new ExcelJS.Workbook();
    const { bytes } = await office.files.own(fileId!, manager.id);
    await book.xlsx.load(Buffer.from(bytes) as unknown as Parameters<typeof book.xlsx.load>[0]);
    const cells = book.worksheets[0]!.getColumn(1).values.map(String);
    expect(cells[1]).toBe('滨江壹号 销售情况分类统计表');
    expect(cells.filter((cell) => cell.endsWith('小计'))).toHaveLength(5);
    expect(cells.slice(-4)).toEqual(['营销重点', '对策', '责任人、完成日期', '结论人']);
  });

  test('a period that ends before it begins or has not begun is refused; consultants and other projects have no figures', async () => {
    const ask = { projectId, kind: 'DEALS', from: today, to: plusDays(today, -1) };
    expect(await office.dept.refusal(supervisor, DrawSalesAnalysis, ask)).toMatchObject({
      code: 'sales-figures.period',
    });
    const later = { ...ask, from: plusDays(today, 1), to: plusDays(today, 2) };
    expect(await office.dept.refusal(supervisor, DrawSalesAnalysis, later)).toMatchObject({
      code: 'sales-analysis.in-future',
    });
    const [analysis] = (await office.dept.ask(manager, FindSalesAnalyses, { projectId })).items;
    const one = { salesAnalysisId: analysis!.id };
    const conclude = { ...one, version: analysis!.version, focus: '无', measure: '无', owner: '无', dueOn: today };
    for (const [request, message] of [
      [DrawSalesAnalysis, { ...ask, to: today }],
      [ConcludeSalesAnalysis, conclude],
      [GetSalesAnalysis, one],
      [GetSalesFigures, { projectId, kind: 'DEALS' }],
    ] as const) {
      expect(await office.dept.refusal(consultant, request, message)).toMatchObject({ kind: 'forbidden' });
      expect(await office.dept.refusal(stranger('SALES_MANAGER'), request, message)).toMatchObject({
        kind: 'not-found',
      });
    }
    expect(await office.dept.refusal(consultant, FindSalesAnalyses, {})).toMatchObject({ kind: 'forbidden' });
    expect((await office.dept.ask(stranger('SALES_MANAGER'), FindSalesAnalyses, {})).items).toEqual([]);
  });
});
