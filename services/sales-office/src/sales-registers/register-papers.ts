import {
  FindContracts,
  FindPaymentDeferrals,
  FindPaymentPlans,
  FindPurchasedUnits,
  FindSaleChanges,
  FindUnsignedCustomers,
} from '@linli/contracts';
import { register, words, type Paper } from '@linli/papers';
import { contractColumns, type ContractRow } from '../contract/contract.view.js';
import { conditionsOf } from '../contract/contract-conditions.js';
import { paymentDeferralColumns, type PaymentDeferralRow } from '../payment-deferral/payment-deferral.view.js';
import { paymentPlanColumns, type PaymentPlanRow } from '../payment-plan/payment-plan.view.js';
import { ownBook } from '../prospect/book.js';
import { bookOfDecider } from '../sale-change/deciders.js';
import { saleChangeColumns, type SaleChangeRow } from '../sale-change/sale-change.view.js';
import { changes, coded, inProjects, names, states } from './paper-words.js';
import { purchasedUnits, unsignedCustomers, type PurchasedUnitRow, type UnsignedCustomerRow } from './registers.js';

/** 业主登记一览表 [REQ-086]. */
const purchasedUnitRegister = register({
  name: 'purchased-unit-register',
  title: '业主登记一览表',
  of: FindPurchasedUnits,
  columns: [
    { header: '楼栋', kind: 'text', width: 8, value: ({ building }) => building },
    { header: '楼层', kind: 'integer', value: ({ floor }) => floor },
    { header: '房号', kind: 'text', width: 14, value: ({ room }) => room },
    { header: '户型', kind: 'text', width: 10, value: ({ layout }) => layout ?? undefined },
    { header: '面积', kind: 'area', value: ({ areaM2 }) => areaM2 },
    { header: '单价', kind: 'yuan', value: ({ unitPriceFen }) => unitPriceFen },
    { header: '总价', kind: 'yuan', value: ({ totalPriceFen }) => totalPriceFen },
    { header: '业主姓名', kind: 'text', value: ({ buyers }) => names(buyers) },
    { header: '证件号码', kind: 'text', width: 20, value: ({ buyers }) => buyers[0]?.idNumber },
    { header: '联系电话', kind: 'text', value: ({ buyers }) => buyers[0]?.phone },
    { header: '居住区域', kind: 'text', width: 10, value: ({ residentialArea }) => coded(residentialArea) },
    { header: '职业', kind: 'text', width: 12, value: ({ occupation }) => coded(occupation) },
    { header: '经济收入', kind: 'text', width: 12, value: ({ incomeBand }) => coded(incomeBand) },
    { header: '文化层次', kind: 'text', width: 12, value: ({ education }) => coded(education) },
    { header: '认知途径', kind: 'text', width: 12, value: ({ channel }) => coded(channel) },
    { header: '消费心理', kind: 'text', width: 12, value: ({ motive }) => coded(motive) },
    { header: '认购日期', kind: 'day', value: ({ subscribedOn }) => subscribedOn ?? undefined },
    { header: '定金', kind: 'yuan', value: ({ depositFen }) => depositFen },
    { header: '财务确认', kind: 'day', value: ({ financeConfirmedOn }) => financeConfirmedOn },
    { header: '付款方式', kind: 'text', width: 12, value: ({ paymentMethod }) => coded(paymentMethod) },
    { header: '签约期限', kind: 'day', value: ({ signBy }) => signBy ?? undefined },
    { header: '签约日期', kind: 'day', value: ({ signedOn }) => signedOn ?? undefined },
    { header: '变更次数', kind: 'integer', value: (row) => row.changes },
    { header: '状态', kind: 'text', width: 8, value: ({ state }) => words(states, state) },
    { header: '销售代表', kind: 'text', width: 12, value: ({ consultant }) => consultant },
  ],
  totals: ['面积', '总价', '定金'],
  list: (asked, { by }) => ({
    columns: purchasedUnits.columns,
    from: purchasedUnits.from,
    where: purchasedUnits.where(asked, by),
    oldestFirst: 'c.id',
  }),
  row: (row: PurchasedUnitRow) => row,
});

/** 未签约客户一览表 [REQ-091]. */
const unsignedRegister = register({
  name: 'unsigned-customer-register',
  title: '未签约客户一览表',
  of: FindUnsignedCustomers,
  columns: [
    { header: '销售代表', kind: 'text', width: 12, value: ({ consultant }) => consultant },
    { header: '认购书编号', kind: 'text', width: 18, value: ({ formNo }) => formNo },
    { header: '房号', kind: 'text', width: 14, value: ({ room }) => room },
    { header: '客户姓名', kind: 'text', value: ({ customerName }) => customerName },
    { header: '联系电话', kind: 'text', value: ({ phone }) => phone ?? undefined },
    { header: '认购日期', kind: 'day', value: ({ subscribedOn }) => subscribedOn },
    { header: '签约期限', kind: 'day', value: ({ signBy }) => signBy },
    { header: '约定签约日', kind: 'day', value: ({ signingOn }) => signingOn ?? undefined },
    { header: '超期天数', kind: 'integer', value: ({ daysOver }) => daysOver },
    { header: '成交价', kind: 'yuan', value: ({ agreedPriceFen }) => agreedPriceFen },
  ],
  totals: ['成交价'],
  list: (asked, { by }) => ({
    columns: unsignedCustomers.columns,
    from: unsignedCustomers.from,
    where: unsignedCustomers.where(asked, by),
    oldestFirst: 'c.id',
  }),
  row: (row: UnsignedCustomerRow) => row,
});

/** 契约签署一览表, the special clauses in the remark [REQ-092]. */
const contractRegister = register({
  name: 'contract-register',
  title: '契约签署一览表',
  of: FindContracts,
  columns: [
    { header: '合同编号', kind: 'text', width: 16, value: ({ contractNo }) => contractNo },
    { header: '房号', kind: 'text', width: 14, value: ({ room }) => room },
    { header: '买受人', kind: 'text', value: ({ buyers }) => names(buyers) },
    { header: '证件号码', kind: 'text', width: 20, value: ({ buyers }) => buyers[0]?.idNumber },
    { header: '联系电话', kind: 'text', value: ({ buyers }) => buyers[0]?.phone },
    { header: '签约日期', kind: 'day', value: ({ signedOn }) => signedOn },
    { header: '建筑面积', kind: 'area', value: ({ areaM2 }) => areaM2 },
    { header: '合同总价', kind: 'yuan', value: ({ totalPriceFen }) => totalPriceFen },
    { header: '付款方式', kind: 'text', width: 12, value: ({ paymentMethod }) => coded(paymentMethod) },
    { header: '首付', kind: 'yuan', value: ({ downPaymentFen }) => downPaymentFen ?? undefined },
    { header: '贷款银行', kind: 'text', value: ({ loanBank }) => loanBank ?? undefined },
    { header: '贷款金额', kind: 'yuan', value: ({ loanAmountFen }) => loanAmountFen ?? undefined },
    { header: '约定交付日', kind: 'day', value: ({ handoverDueOn }) => handoverDueOn },
    { header: '备案日期', kind: 'day', value: ({ filedOn }) => filedOn ?? undefined },
    { header: '备案号', kind: 'text', value: ({ filingNo }) => filingNo ?? undefined },
    { header: '放款日期', kind: 'day', value: ({ loanDisbursedOn }) => loanDisbursedOn ?? undefined },
    { header: '状态', kind: 'text', width: 8, value: ({ state }) => words(states, state) },
    { header: '销售代表', kind: 'text', width: 12, value: ({ consultant }) => consultant },
    { header: '录入人', kind: 'text', width: 12, value: ({ enteredBy }) => enteredBy },
    {
      header: '备注(特殊条款)',
      kind: 'text',
      width: 50,
      value: ({ specialClauses }) =>
        specialClauses.map(({ text, debtor, dueOn }) => [text, debtor, dueOn].filter(Boolean).join(' ')).join(';'),
    },
  ],
  totals: ['建筑面积', '合同总价', '贷款金额'],
  list: (asked, { by }) => ({
    columns: `${contractColumns}, u.area_m2::float8 as "areaM2"`,
    from: 'contract c join unit u on u.id = c.unit_id',
    where: conditionsOf(asked, by),
    oldestFirst: 'c.id',
  }),
  row: (row: ContractRow & { areaM2: number }) => row,
});

/** 客户换房、退房一览表 and 特殊优惠客户一览表, by kind [REQ-088, 090]. */
const saleChangeRegister = register({
  name: 'sale-change-register',
  title: '客户换房、退房、特殊优惠一览表',
  of: FindSaleChanges,
  columns: [
    { header: '编号', kind: 'text', width: 18, value: ({ formNo }) => formNo },
    { header: '类别', kind: 'text', width: 8, value: ({ kind }) => words(changes, kind) },
    { header: '状态', kind: 'text', width: 8, value: ({ state }) => words(states, state) },
    { header: '客户姓名', kind: 'text', value: ({ customerName }) => customerName },
    { header: '原房号', kind: 'text', width: 14, value: ({ room }) => room },
    { header: '原成交价', kind: 'yuan', value: ({ priceFen }) => priceFen },
    { header: '新房号', kind: 'text', width: 14, value: ({ newRoom }) => newRoom ?? undefined },
    { header: '新成交价', kind: 'yuan', value: ({ newPriceFen }) => newPriceFen ?? undefined },
    { header: '退款金额', kind: 'yuan', value: ({ refundFen }) => refundFen ?? undefined },
    { header: '原因类别', kind: 'text', width: 10, value: ({ reasonCode }) => coded(reasonCode) },
    { header: '原因', kind: 'text', width: 30, value: ({ reason }) => reason },
    { header: '申请人', kind: 'text', width: 12, value: ({ requestedBy }) => requestedBy },
    { header: '审批人', kind: 'text', width: 12, value: ({ decidedBy }) => decidedBy ?? undefined },
    { header: '执行人', kind: 'text', width: 12, value: ({ executedBy }) => executedBy ?? undefined },
    { header: '执行日期', kind: 'day', value: ({ executedOn }) => executedOn ?? undefined },
    { header: '销售代表', kind: 'text', width: 12, value: ({ consultant }) => consultant },
  ],
  list: ({ projectId, kind, state, subscriptionId }, { by }) => ({
    columns: saleChangeColumns,
    from: 'sale_change g',
    where: {
      'g.project_id = ?': projectId,
      'g.kind = ?': kind,
      'g.state = ?': state,
      'g.subscription_id = ?': subscriptionId,
      'g.project_id = any(?)': inProjects(by),
      'g.consultant_id = ?': bookOfDecider(by),
    },
    oldestFirst: 'g.id',
  }),
  row: (row: SaleChangeRow) => row,
});

/** 客户交款情况明细表: one line per customer, by payment method [REQ-093]. */
const paymentRegister = register({
  name: 'payment-register',
  title: '客户交款情况明细表',
  of: FindPaymentPlans,
  columns: [
    { header: '付款方式', kind: 'text', width: 12, value: ({ paymentMethod }) => coded(paymentMethod) },
    { header: '房号', kind: 'text', width: 14, value: ({ room }) => room },
    { header: '客户姓名', kind: 'text', value: ({ customerName }) => customerName },
    { header: '总价', kind: 'yuan', value: ({ totalPriceFen }) => totalPriceFen },
    { header: '实交合计', kind: 'yuan', value: ({ paidFen }) => paidFen },
    { header: '未交余额', kind: 'yuan', value: ({ outstandingFen }) => outstandingFen },
    { header: '下一应交日期', kind: 'day', width: 14, value: ({ nextDueOn }) => nextDueOn ?? undefined },
    { header: '逾期天数', kind: 'integer', value: ({ overdueDays }) => overdueDays },
    { header: '状态', kind: 'text', width: 8, value: ({ state }) => words(states, state) },
    { header: '销售代表', kind: 'text', width: 12, value: ({ consultant }) => consultant },
  ],
  totals: ['总价', '实交合计', '未交余额'],
  list: (asked, { by }) => ({
    columns: `${paymentPlanColumns}, p.name_masked as "customerName"`,
    from: 'payment_plan m join party p on p.id = m.party_id',
    where: {
      'm.project_id = ?': asked.projectId,
      'm.payment_method = ?': asked.paymentMethod,
      'm.state = ?': asked.state,
      'm.contract_id = ?': asked.contractId,
      'm.party_id = ?': asked.partyId,
      'm.next_due_on < ?': asked.dueBefore,
      'm.mortgage_stage = ?': asked.mortgageStage,
      'm.project_id = any(?)': inProjects(by),
      'm.consultant_id = ?': ownBook(by),
    },
    oldestFirst: 'm.id',
  }),
  row: (row: PaymentPlanRow & { customerName: string }) => row,
});

/** 延期付款客户一览表 [REQ-095]. */
const deferralRegister = register({
  name: 'payment-deferral-register',
  title: '延期付款客户一览表',
  of: FindPaymentDeferrals,
  columns: [
    { header: '编号', kind: 'text', width: 18, value: ({ formNo }) => formNo },
    { header: '房号', kind: 'text', width: 14, value: ({ room }) => room },
    { header: '客户姓名', kind: 'text', value: ({ customerName }) => customerName },
    { header: '期次', kind: 'integer', value: ({ termNo }) => termNo },
    { header: '金额', kind: 'yuan', value: ({ amountFen }) => amountFen },
    { header: '原应交日期', kind: 'day', value: ({ dueOn }) => dueOn },
    { header: '延至', kind: 'day', value: ({ deferTo }) => deferTo },
    { header: '原因', kind: 'text', width: 30, value: ({ reason }) => reason },
    { header: '状态', kind: 'text', width: 8, value: ({ state }) => words(states, state) },
    { header: '审批人', kind: 'text', width: 12, value: ({ decidedBy }) => decidedBy ?? undefined },
  ],
  totals: ['金额'],
  list: ({ projectId, state, paymentPlanId }, { by }) => ({
    columns: `${paymentDeferralColumns}, p.name_masked as "customerName"`,
    from: 'payment_deferral d join party p on p.id = d.party_id',
    where: {
      'd.project_id = ?': projectId,
      'd.state = ?': state,
      'd.payment_plan_id = ?': paymentPlanId,
      'd.project_id = any(?)': inProjects(by),
      'd.consultant_id = ?': bookOfDecider(by),
    },
    oldestFirst: 'd.id',
  }),
  row: (row: PaymentDeferralRow & { customerName: string }) => row,
});

/** Lists of units, contracts, changes and payments. */
export const registerPapers: readonly Paper[] = [
  purchasedUnitRegister,
  unsignedRegister,
  contractRegister,
  saleChangeRegister,
  paymentRegister,
  deferralRegister,
];
