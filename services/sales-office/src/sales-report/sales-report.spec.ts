import { describe, expect, test } from '@jest/globals';
import { reportTables } from '../migrations/030-reports.js';
import { ReportDuty } from '../report-duty/report-duty.js';
import { ReportPenalty } from '../report-penalty/report-penalty.js';
import { reportPenaltyWorkflow, type ReportPenaltyState } from '../report-penalty/report-penalty.workflow.js';
import { codeOf, expectOrder } from '../test/steps.js';
import { SalesReport } from './sales-report.js';
import { salesReportWorkflow, type SalesReportState } from './sales-report.workflow.js';

const holders = { personId: 'sun', person: '孙主管', superiorId: 'li', superior: '李经理' };
const duty = () =>
  ReportDuty.assign({ projectId: 'binjiang', kind: 'DAILY_SALES', since: '2026-05-01' }, holders, '2026-05-10');
const dueAt = new Date('2026-05-10T20:00:00+08:00');
const day = { formNo: 'BB-1', from: '2026-05-10', to: '2026-05-10', dueAt };
const content = { parts: [], sections: [] };
const handIn = (at = dueAt) => SalesReport.handIn(duty(), day, content, at);
const penalty = () => ReportPenalty.open(duty(), { ...day, formNo: 'CF-1' });
const fine = { reportPenaltyId: 'n', version: 1, measure: 'FINE', amountFen: 10_000, reason: '三次迟交' };

describe('A report of the chain', () => {
  test('goes the way of the trade and no other', () => {
    expectOrder(salesReportWorkflow, (state: SalesReportState) => Object.assign(handIn(), { state }), {
      handIn: (one) => one.handInAgain(duty(), content),
      confirm: (one) => one.confirm('li', dueAt),
      return: (one) => one.return('li', '数字不对'),
    });
    expectOrder(reportPenaltyWorkflow, (state: ReportPenaltyState) => Object.assign(penalty(), { state }), {
      impose: (one) => one.impose(fine, 'li', dueAt),
      waive: (one) => one.waive('网络故障', 'li', dueAt),
    });
    for (const { check } of [salesReportWorkflow, reportPenaltyWorkflow])
      expect(reportTables.sql).toContain(`check (${check('state')})`);
  });

  test('is late from the first millisecond after its time', () => {
    expect(handIn(dueAt).late).toBe(false);
    expect(handIn(new Date(dueAt.getTime() + 1)).late).toBe(true);
  });

  test('has a person who is not his own superior, from a day that has come', () => {
    expect(codeOf(() => duty().reassign({ ...holders, superiorId: 'sun' }))).toBe('report-duty.own-superior');
    const of = { projectId: 'binjiang', kind: 'DAILY_SALES' as const, since: '2026-05-11' };
    expect(codeOf(() => ReportDuty.assign(of, holders, '2026-05-10'))).toBe('report-duty.in-future');
    expect(codeOf(() => duty().mustBeHeldBy('li'))).toBe('report-duty.not-yours');
    expect(codeOf(() => duty().mustCover('2026-04-30'))).toBe('report-duty.not-yet');
    expect(codeOf(() => duty().mustCover('2026-05-01'))).toBe('carried out');
  });

  test('is judged by the direct superior alone, and a fine names its amount', () => {
    expect(codeOf(() => handIn().confirm('sun', dueAt))).toBe('sales-report.not-superior');
    expect(codeOf(() => handIn().return('wang', '不对'))).toBe('sales-report.not-superior');
    expect(codeOf(() => penalty().impose(fine, 'sun', dueAt))).toBe('report-penalty.not-superior');
    expect(codeOf(() => penalty().waive('算了', 'wang', dueAt))).toBe('report-penalty.not-superior');
    expect(codeOf(() => penalty().impose({ ...fine, measure: 'WARNING' }, 'li', dueAt))).toBe('report-penalty.amount');
    const { amountFen: _left, ...without } = fine;
    expect(codeOf(() => penalty().impose(without, 'li', dueAt))).toBe('report-penalty.amount');
    expect(codeOf(() => penalty().impose({ ...without, measure: 'WARNING' }, 'li', dueAt))).toBe('carried out');
  });
});
