import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { Files } from '@linli/bus';
import {
  FindOverdueLoans,
  GetOverdueFeed,
  ImportOverdueFeed,
  LitigationCandidateRaised,
  LoanOverdue,
  type OverdueLoanView,
} from '@linli/contracts';
import { newId } from '@linli/kernel';
import { readSheet } from '@linli/sheets';
import { another, colleague, ServiceUnderTest, stranger } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { mortgageCollection } from '../service.js';
import { overdueSheet } from './overdue-sheet.js';

interface Expected {
  readonly contract: string;
  readonly overdueSince: string;
  readonly amountFen: number;
  readonly triggers: readonly string[];
}

const sample = (name: string) => readFileSync(new URL(`../../samples/${name}`, import.meta.url));
const expected = JSON.parse(sample('按揭逾期还款情况表.expected.json').toString()) as Expected[];
const finance = colleague('FINANCE_DEPT');
const officer = colleague('COLLECTION_OFFICER');
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

describe('按揭逾期还款情况表', () => {
  let dept: ServiceUnderTest;
  let files: Files;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, mortgageCollection);
    await dept.knows('monthly', 'sample', 'two-sheets');
    files = new Files(dept.service.connection.nc);
  }, 60_000);
  afterAll(() => dept.stop());

  const upload = async (bytes: Uint8Array) =>
    (await files.put(bytes, { name: '逾期.xlsx', type: XLSX, owner: finance.id })).fileId;
  const all = async (projectId: string): Promise<OverdueLoanView[]> => {
    const { items } = await dept.ask(officer, FindOverdueLoans, { projectId, limit: 100 });
    return items;
  };

  describe('as finance sends it', () => {
    let fileId: string;
    beforeAll(async () => {
      fileId = await upload(sample('按揭逾期还款情况表.xlsx'));
    });

    test('every row becomes a case with its figures, and exactly the triggers that hold are its reasons [REQ-192]', async () => {
      const trial = await dept.ask(finance, ImportOverdueFeed, { projectId: 'sample', fileId, dryRun: true });
      expect([trial.opened, await all('sample')]).toEqual([expected.length, []]);
      expect(await dept.published(LoanOverdue)).toEqual([]);
      expect((await dept.refusal(finance, GetOverdueFeed, { overdueFeedId: trial.id })).kind).toBe('not-found');
      const feed = await dept.ask(finance, ImportOverdueFeed, { projectId: 'sample', fileId });
      expect(feed).toMatchObject({
        opened: expected.length,
        changed: 0,
        unchanged: 0,
        bad: 0,
        badRows: [],
        asOf: '2026-11-20',
        fileName: '逾期.xlsx',
        importedBy: '财务部',
      });
      expect(await dept.ask(finance, GetOverdueFeed, { overdueFeedId: feed.id })).toEqual(feed);
      const loans = await all('sample');
      const found = new Map(loans.map((loan) => [loan.loanContractNo, loan]));
      expect(
        expected.map(({ contract }) => {
          const { overdueSince, overdueAmountFen, reasons } = found.get(contract)!;
          return { contract, overdueSince, amountFen: overdueAmountFen, reasons: [...reasons].sort() };
        }),
      ).toEqual(
        expected.map(({ contract, overdueSince, amountFen, triggers }) => ({
          contract,
          overdueSince,
          amountFen,
          reasons: [...triggers].sort(),
        })),
      );
      for (const loan of loans) {
        expect(loan.state).toBe(loan.reasons.length > 0 ? 'LITIGATION_CANDIDATE' : 'OVERDUE');
        expect(loan.customerName).toMatch(/^.{1,2}\*+$/);
      }
    });

    test('the same sheet a second time changes nothing', async () => {
      const before = await all('sample');
      const told = [await dept.published(LoanOverdue), await dept.published(LitigationCandidateRaised)];
      expect(await dept.ask(finance, ImportOverdueFeed, { projectId: 'sample', fileId })).toMatchObject({
        opened: 0,
        changed: 0,
        unchanged: expected.length,
      });
      expect(await all('sample')).toEqual(before);
      expect([await dept.published(LoanOverdue), await dept.published(LitigationCandidateRaised)]).toEqual(told);
    });
  });

  async function sheetOf(rows: readonly (readonly string[])[], asOf: string): Promise<string> {
    const book = new ExcelJS.Workbook();
    const page = book.addWorksheet('逾期');
    page.addRow(['逾期明细', '', '', '截止日期:', asOf]);
    page.addRow(['客户姓名', '借款合同号', '逾期起始日', '逾期金额', '银行意见']);
    for (const row of rows) page.addRow([...row]);
    return upload(new Uint8Array(await book.xlsx.writeBuffer()));
  }

  test('a bad row comes back with its reason and does not stop the good ones; a loan missing in a later sheet is not cured', async () => {
    const projectId = 'monthly';
    const first = await sheetOf(
      [
        ['王芳', 'A1', '2026-10-01', '5000.00', ''],
        ['李雷', 'A2', '2026-10-01', '面议', ''],
        ['韩梅', 'A3', '2026-10-01', '300.00', ''],
      ],
      '2026-10-20',
    );
    const feed = await dept.ask(finance, ImportOverdueFeed, { projectId, fileId: first });
    expect(feed).toMatchObject({ opened: 2, bad: 1, badRows: [{ field: '逾期金额', reason: expect.any(String) }] });
    const returned = await files.get(feed.errorFileId!);
    expect(returned.owner).toBe(finance.id);
    expect((await readSheet(returned.bytes, overdueSheet)).bad).toHaveLength(1);
    const second = await sheetOf([['王芳', 'A1', '2026-10-01', '25000.00', '']], '2026-11-20');
    expect(await dept.ask(finance, ImportOverdueFeed, { projectId, fileId: second })).toMatchObject({
      opened: 0,
      changed: 1,
      unchanged: 0,
    });
    const loans = await all(projectId);
    expect(
      loans
        .map(({ loanContractNo, state, overdueAmountFen, asOf }) => [loanContractNo, state, overdueAmountFen, asOf])
        .sort(),
    ).toEqual([
      ['A1', 'LITIGATION_CANDIDATE', 2_500_000, '2026-11-20'],
      ['A3', 'OVERDUE', 30_000, '2026-10-20'],
    ]);
    expect(await dept.ask(finance, ImportOverdueFeed, { projectId, fileId: first })).toMatchObject({
      opened: 0,
      changed: 0,
      unchanged: 2,
    });
    expect((await all(projectId)).find(({ loanContractNo }) => loanContractNo === 'A1')?.overdueAmountFen).toBe(
      2_500_000,
    );
  });

  test('a second sheet with the same headers is told, which was dropped in silence', async () => {
    const book = new ExcelJS.Workbook();
    for (const [name, contract] of [
      ['一期', 'S1'],
      ['二期', 'S2'],
    ] as const) {
      const page = book.addWorksheet(name);
      page.addRow(['客户姓名', '借款合同号', '逾期起始日', '逾期金额', '银行意见']);
      page.addRow(['王芳', contract, '2026-10-01', '5000.00', '']);
    }
    const fileId = await upload(new Uint8Array(await book.xlsx.writeBuffer()));
    const feed = await dept.ask(finance, ImportOverdueFeed, { projectId: 'two-sheets', fileId });
    expect(feed).toMatchObject({ opened: 1, bad: 0, badRows: [{ field: '工作表' }] });
    expect(feed.badRows[0]?.reason).toContain('二期');
  });

  test('a file that is no sheet, an unknown one, a colleague’s, another project and another role are refused', async () => {
    const broken = await upload(Buffer.from('no sheet at all'));
    expect(await dept.refusal(finance, ImportOverdueFeed, { projectId: 'binjiang', fileId: broken })).toMatchObject({
      kind: 'unsupported-type',
    });
    expect(await dept.refusal(finance, ImportOverdueFeed, { projectId: 'binjiang', fileId: newId() })).toMatchObject({
      kind: 'not-found',
      code: 'file.not-found',
    });
    expect(
      await dept.refusal(another('FINANCE_DEPT'), ImportOverdueFeed, { projectId: 'binjiang', fileId: broken }),
    ).toMatchObject({ kind: 'not-found', code: 'file.not-found' });
    expect(
      await dept.refusal(stranger('FINANCE_DEPT'), ImportOverdueFeed, { projectId: 'binjiang', fileId: broken }),
    ).toMatchObject({ kind: 'not-found' });
    expect(
      await dept.refusal(colleague('COLLECTION_OFFICER'), ImportOverdueFeed, { projectId: 'binjiang', fileId: broken }),
    ).toMatchObject({ kind: 'forbidden' });
  });
});
