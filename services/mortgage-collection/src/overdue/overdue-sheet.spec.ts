import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
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
