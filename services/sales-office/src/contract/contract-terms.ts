import type { ContractTerms } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { isLoan } from './contract.workflow.js';

/** Refuses terms whose money does not fit together, in a draft as in a contract. */
export function checkMoney({ paymentMethod, totalPriceFen, downPaymentFen, ...loan }: ContractTerms): void {
  const { loanBank, loanContractNo, loanAmountFen } = loan;
  const given = [loanBank, loanContractNo, loanAmountFen].filter((value) => value !== undefined && value !== '').length;
  if (isLoan(paymentMethod) && given < 3) {
    throw refuse.rule('contract.loan-incomplete', '贷款付款须填写贷款银行、借款合同编号和贷款金额。');
  }
  if (!isLoan(paymentMethod) && given > 0) {
    throw refuse.rule('contract.loan-not-expected', '付款方式不是贷款，请去掉贷款信息或改正付款方式。');
  }
  if ((loanAmountFen ?? 0) + (downPaymentFen ?? 0) > totalPriceFen) {
    throw refuse.rule('contract.more-than-price', '首付与贷款之和超过合同总价，请核对金额。');
  }
  if (loanAmountFen !== undefined && downPaymentFen !== undefined && loanAmountFen + downPaymentFen < totalPriceFen) {
    throw refuse.rule('contract.less-than-price', '首付与贷款之和低于合同总价，请核对金额。');
  }
}

/** The terms as columns: what is not given is null. */
export const termColumns = (terms: ContractTerms) => ({
  contractNo: terms.contractNo,
  totalPriceFen: terms.totalPriceFen,
  paymentMethod: terms.paymentMethod,
  downPaymentFen: terms.downPaymentFen ?? null,
  loanBank: terms.loanBank ?? null,
  loanContractNo: terms.loanContractNo ?? null,
  loanAmountFen: terms.loanAmountFen ?? null,
  handoverDueOn: terms.handoverDueOn,
  specialClauses: (terms.specialClauses ?? []).map((clause) => ({ ...clause })),
});
