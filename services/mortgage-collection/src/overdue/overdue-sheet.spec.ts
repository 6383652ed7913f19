import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { readSheet, type SheetReading } from '@linli/sheets';
import { cutoffOn, overdueSheet, type OverdueRow } from './overdue-sheet.js';

interface Expected {
  contract: string;
  overdueSince: string;
  amountFen: number;
  triggersOn: string;
  triggers: string[];
}

const sample = (name: string): Buffer => readFileSync(new URL(`../../samples/${name}`, import.meta.url));
const expected = JSON.parse(sample('按揭逾期还款情况表.expected.json').toString('utf8')) as Expected[];

describe('按揭逾期还款情况表 as finance sends it', () => {
  let reading: SheetReading<OverdueRow>;

  beforeAll(async () => {
    reading = await readSheet(sample('按揭逾期还款情况表.xlsx'), overdueSheet);
  });

  it('gives every loan of the sample with its day, its amount in fen and the opinion of the bank', () => {
    expect(
      reading.rows.map(({ values: loan }) => ({
        contract: loan.loanContractNo,
        overdueSince: loan.overdueSince,
        amountFen: loan.overdueAmountFen,
        suggested: loan.bankSuggestsLitigation,
      })),
    ).toEqual(
      expected.map(({ contract, overdueSince, amountFen, triggers }) => ({
        contract,
        overdueSince,
        amountFen,
        suggested: triggers.includes('BANK_SUGGESTED'),
      })),
    );
    expect(reading.bad).toEqual([]);
  });

  it('says up to which day its figures run', () => {
    expect(cutoffOn(reading.heading)).toBe(expected[0]?.triggersOn);
  });
});

const HEADERS = ['合同编号', '借款人', '银行建议', '逾期本息(元)', '逾期起始日期', '期数', '身份证号码'];
const GOOD: ExcelJS.CellValue[] = ['HT1', '王芳', '', 100, '2026.5.20', '3期', '910000200109035874'];

/** A sheet up to 2026-11-20 under other headers; each row overrides the good one by position. */
const sheet = async (...overrides: Record<number, ExcelJS.CellValue>[]): Promise<SheetReading<OverdueRow>> => {
  const book = new ExcelJS.Workbook();
  const page = book.addWorksheet('11月');
  page.addRow(['逾期明细', null, null, '截止日期:', '2026年11月20日']);
  page.addRow(HEADERS);
  overrides.forEach((override, n) => page.addRow(GOOD.map((value, i) => override[i] ?? (i === 0 ? `HT${n}` : value))));
  return readSheet(new Uint8Array(await book.xlsx.writeBuffer()), overdueSheet);
};

describe('按揭逾期还款情况表 in other hands', () => {
  it.each([
    ['建议诉讼', true],
    ['建议起诉', true],
    ['客户不接电话,建议尽快诉讼', true],
    ['走司法程序', true],
    ['继续催收', false],
    ['不建议诉讼', false],
    ['暂不起诉', false],
    ['同意撤诉', false],
    ['客户投诉', false],
  ])('takes the opinion %s as %s', async (opinion, suggested) => {
    const { rows } = await sheet({ 2: opinion });
    expect(rows[0]?.values.bankSuggestsLitigation).toBe(suggested);
  });

  it('finds its day where label and day stand in two cells', async () => {
    expect(cutoffOn((await sheet({})).heading)).toBe('2026-11-20');
  });

  it('refuses what cannot be: no amount, a day to come, a false identity number, a contract twice', async () => {
    const { rows, bad } = await sheet(
      {},
      { 3: 0 },
      { 4: '2026-11-21' },
      { 6: '910000200109035875' },
      { 6: 910000200109035874 },
      { 0: 'ht 0' },
      { 5: '若干' },
    );
    expect(rows).toHaveLength(1);
    expect(bad.map(({ row, field }) => [row, field])).toEqual([
      [4, '逾期金额'],
      [5, '逾期起始日'],
      [6, '身份证号'],
      [7, '身份证号'],
      [8, '借款合同号'],
      [9, '逾期期数'],
    ]);
  });
});
