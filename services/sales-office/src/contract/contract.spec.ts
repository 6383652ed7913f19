import { describe, expect, test } from '@jest/globals';
import type { SignContract } from '@linli/contracts';
import { rescissionTables } from '../migrations/034-rescission.js';
import { codeOf, expectOrder } from '../test/steps.js';
import { Contract } from './contract.js';
import { contractSteps, contractWorkflow, isLoan, type ContractState } from './contract.workflow.js';

const today = '2026-05-10';
const subscription = {
  ...{ id: 's', projectId: 'binjiang', unitId: 'u', room: '3-1-1201', buyerPartyIds: ['p'] },
  ...{ consultantId: 'x', consultant: '赵敏', subscribedOn: '2026-05-01', agreedPriceFen: 100 },
};
const loan = { paymentMethod: 'MORTGAGE', loanBank: '工商银行', loanContractNo: 'JK-1', loanAmountFen: 60 };
const sign = (part: Partial<SignContract> = {}) =>
  Contract.sign(
    {
      ...{ subscriptionId: 's', contractNo: 'HT-1', totalPriceFen: 100, paymentMethod: 'LUMP_SUM' },
      ...{ handoverDueOn: '2028-06-30', ...part },
    },
    subscription,
    { by: '孙销控', today },
  );
const inState = (state: ContractState) => Object.assign(sign(loan), { state });

describe('A 购房合同', () => {
  test('goes the way of the trade and no other', () => {
    expectOrder(contractWorkflow, inState, {
      file: (one) => one.file('BA-1', today, today),
      disburseLoan: (one) => one.disburseLoan(today, today),
      rescind: (one) => one.rescind('双方协商', today),
    });
    expect(rescissionTables.sql).toContain(`check (${contractWorkflow.check('state')})`);
  });

  test('needs bank, number and amount for a loan, and none of them without one [REQ-334]', () => {
    for (const paymentMethod of ['MORTGAGE', 'PROVIDENT_FUND', 'COMBINED']) {
      expect(isLoan(paymentMethod)).toBe(true);
      expect(codeOf(() => sign({ ...loan, paymentMethod }))).toBe('carried out');
      for (const missing of ['loanBank', 'loanContractNo', 'loanAmountFen']) {
        expect(codeOf(() => sign({ ...loan, paymentMethod, [missing]: undefined }))).toBe('contract.loan-incomplete');
      }
    }
    for (const paymentMethod of ['LUMP_SUM', 'INSTALMENTS']) {
      expect(codeOf(() => sign({ paymentMethod, loanBank: '工商银行' }))).toBe('contract.loan-not-expected');
    }
    expect(codeOf(() => sign({ ...loan, downPaymentFen: 40 }))).toBe('carried out');
    expect(codeOf(() => sign({ ...loan, downPaymentFen: 39 }))).toBe('contract.less-than-price');
    expect(codeOf(() => sign({ totalPriceFen: 99 }))).toBe('contract.price-not-agreed');
    expect(codeOf(() => sign({ ...loan, downPaymentFen: 41 }))).toBe('contract.more-than-price');
  });

  test('is signed between the subscription and today', () => {
    expect(codeOf(() => sign({ signedOn: '2026-05-01' }))).toBe('carried out');
    expect(codeOf(() => sign({ signedOn: '2026-04-30' }))).toBe('contract.signed-before-subscription');
    expect(codeOf(() => sign({ signedOn: '2026-05-11' }))).toBe('contract.signed-in-future');
  });

  test('is paid out only with a loan, and not before it is filed', () => {
    expect(codeOf(() => sign().disburseLoan(today, today))).toBe('contract.no-loan');
    expect(contractSteps('FILED', 'LUMP_SUM')).toEqual([]);
    expect(contractSteps('FILED', 'MORTGAGE')).toEqual(['disburseLoan']);
    const filed = sign(loan);
    filed.file('BA-1', today, today);
    expect(codeOf(() => filed.disburseLoan('2026-05-09', today))).toBe('contract.disbursed-before-filing');
    expect(codeOf(() => filed.disburseLoan('2026-05-11', today))).toBe('contract.disbursed-in-future');
  });
});
