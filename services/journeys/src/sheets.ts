import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSheet } from '@linli/sheets';

/** 房源表 as the sales office really sends it: 380 units, 19 rows that cannot be read. */
export const unitsSheet = (): Promise<Uint8Array> =>
  readFile(join(import.meta.dirname, '..', '..', 'sales-office', 'samples', '房源表.xlsx'));

/** 按揭逾期还款情况表 with one loan, as finance sends it. */
export function overdueSheet(loan: {
  asOf: string;
  loanContractNo: string;
  room: string;
  overdueSince: string;
  overdueFen: number;
  customerName?: string;
}): Promise<Uint8Array> {
  return writeSheet({
    title: `按揭逾期还款情况表 截止日期:${loan.asOf}`,
    date: loan.asOf,
    madeBy: '财务部',
    columns: [
      { header: '客户姓名', kind: 'text', value: () => loan.customerName ?? '王芳' },
      { header: '房号', kind: 'text', value: () => loan.room },
      { header: '贷款银行', kind: 'text', value: () => '建设银行' },
      { header: '借款合同号', kind: 'text', value: () => loan.loanContractNo },
      { header: '逾期起始日', kind: 'day', value: () => loan.overdueSince },
      { header: '逾期金额', kind: 'yuan', value: () => loan.overdueFen },
      { header: '银行意见', kind: 'text', value: () => '继续催收' },
    ],
    rows: [loan],
  });
}
