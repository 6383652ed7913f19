import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Files } from '@linli/bus';
import {
  CheckComplaintQuality,
  DefineReport,
  exportsOf,
  GetCaseBreakdown,
  GetCaseReport,
  GetStageReport,
  InvestigateComplaint,
  RegisterComplaint,
  type ComplaintView,
  type ExportView,
} from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { colleague, eventually, ServiceUnderTest, stranger } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { complaints } from '../service.js';
import { closedCase, stepOn } from '../test/closed-case.js';
import { form, report } from '../test/ways.js';

const { GetExport, StartExport, FindPapers } = exportsOf('complaints');
const lead = colleague('CS_SUPERVISOR');
const handler = colleague('COMPLAINT_HANDLER');

describe('reports on paper', () => {
  let dept: ServiceUnderTest;
  let repair: ComplaintView;
  const today = dayOf(new Date());
  const period = { from: today, to: today };
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, complaints);
    repair = await closedCase(dept);
    await dept.rows(`update case_rating set state = 'RATED', score = 4, rated_at = app_now() where complaint_id = ?`, [
      repair.id,
    ]);
    await stepOn(dept, repair.id, CheckComplaintQuality, { score: 5 }, lead);
    const { id } = await dept.ask(handler, RegisterComplaint, { ...form, customerName: '李雷', phone: '13800005678' });
    await stepOn(dept, id, InvestigateComplaint, { ...report, contractor: '宏建总包' });
  }, 60_000);
  afterAll(() => dept.stop());

  const exported = async (paper: string, format: string, filters: object): Promise<ExportView> => {
    const listed = Object.entries(filters).map(([name, value]) => ({ name, value: String(value) }));
    const { id } = await dept.ask(lead, StartExport, { paper, format, filters: listed });
    return eventually(async () => {
      const view = await dept.ask(lead, GetExport, { exportId: id });
      return view.finishedAt ? view : undefined;
    }, 'the export never ended');
  };
  const bytesOf = async ({ fileId }: ExportView) =>
    Buffer.from((await dept.service.app.get(Files, { strict: false }).own(fileId!, lead.id)).bytes);
  const rowsOf = async (view: ExportView): Promise<string[][]> => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await bytesOf(view)) as never);
    const sheet = book.worksheets[0]!;
    expect(sheet.views[0]).toMatchObject({ state: 'frozen' });
    const rows: string[][] = [];
    sheet.eachRow((row) => {
      const cells: string[] = [];
      row.eachCell({ includeEmpty: true }, ({ text }) => cells.push(text));
      rows.push(cells);
    });
    return rows;
  };

  test('say who made them when, keep their header in view and add up, and are printed as well [REQ-165] [REQ-168] [REQ-169]', async () => {
    const papers: [string, object, string][] = [
      ['case-report', { complaintId: repair.id }, '事件报告'],
      ['stage-report', period, '服务阶段报告'],
      ['case-breakdown', { ...period, by: 'CONTRACTOR' }, '投诉统计'],
    ];
    for (const [paper, filters, title] of papers) {
      const rows = await rowsOf(await exported(paper, 'XLSX', filters));
      expect(rows[0]![0]).toBe(title);
      expect(rows[1]![0]).toContain(`制表日期:${today}    制表人:${lead.name}`);
      const pdf = await exported(paper, 'PDF', filters);
      expect(pdf).toMatchObject({ state: 'DONE', title });
      expect((await bytesOf(pdf)).subarray(0, 5).toString()).toBe('%PDF-');
    }
  });

  test('break down by contractor, with ratings, quality checks and what was kept in time, on the screen and on paper [REQ-169]', async () => {
    const { lines } = await dept.ask(lead, GetCaseBreakdown, { ...period, by: 'CONTRACTOR' });
    expect(lines).toEqual([
      expect.objectContaining({ keys: ['-'], count: 1, open: 0, inTime: 1, rating: 4, quality: 5 }),
      expect.objectContaining({ keys: ['宏建总包'], count: 1, open: 1, inTime: 0 }),
    ]);
    const rows = await rowsOf(await exported('case-breakdown', 'XLSX', { ...period, by: 'CONTRACTOR' }));
    expect(rows.find((row) => row[1] === '-')).toEqual(expect.arrayContaining(['4.00', '5.00']));
    expect(rows.some((row) => row[0] === '统计 小计')).toBe(true);
  });

  test('count what customers and checks say, and how many were asked [REQ-169]', async () => {
    const found = await dept.ask(lead, GetStageReport, period);
    expect(found).toMatchObject({
      invited: 1,
      scores: [
        { score: 5, byCustomers: 0, byChecks: 1 },
        { score: 4, byCustomers: 1, byChecks: 0 },
      ],
    });
    expect(await dept.ask(lead, GetCaseReport, { complaintId: repair.id })).toMatchObject({ rating: 4, quality: 5 });
  });

  test('that somebody defined leave under their own title, for calls as for cases [REQ-170] [REQ-178]', async () => {
    for (const [title, about, groupBy] of [
      ['按类别', 'CASES', ['CATEGORY', 'RATING']],
      ['通话结果', 'CALLS', ['OUTCOME']],
    ] as const) {
      const saved = await dept.ask(lead, DefineReport, {
        ...{ title, about, groupBy: [...groupBy], filters: [], shared: false },
      });
      const rows = await rowsOf(await exported('saved-report', 'XLSX', { savedReportId: saved.id, ...period }));
      expect(rows[0]![0]).toBe(title);
    }
  });

  test('are refused to other roles, and of another project there is nothing', async () => {
    const start = { paper: 'stage-report', format: 'PDF', filters: [] };
    expect((await dept.refusal(colleague('CASHIER'), StartExport, start)).kind).toMatch(/forbidden|not-found/);
    const names = (await dept.ask(colleague('CASHIER'), FindPapers, {})).items.map(({ name }) => name);
    expect(names).not.toContain('stage-report');
    const filters = [{ name: 'complaintId', value: repair.id }];
    const elsewhere = stranger('CS_SUPERVISOR');
    const { id } = await dept.ask(elsewhere, StartExport, { paper: 'case-report', format: 'PDF', filters });
    const failed = await eventually(async () => {
      const view = await dept.ask(elsewhere, GetExport, { exportId: id });
      return view.finishedAt ? view : undefined;
    }, 'the export never ended');
    expect(failed.state).toBe('FAILED');
  });
});
