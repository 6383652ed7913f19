import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { careNodeWorkflow } from './care-node/care-node.workflow.js';
import { customerDataWorkflow } from './customer-data/customer-data-submission.workflow.js';
import { contractDraftWorkflow } from './contract-draft/contract-draft.workflow.js';
import { contractWorkflow } from './contract/contract.workflow.js';
import { paymentWorkflow } from './payment/payment.workflow.js';
import { paymentDeferralWorkflow } from './payment-deferral/payment-deferral.workflow.js';
import { paymentPlanWorkflow } from './payment-plan/payment-plan.workflow.js';
import { paymentReminderWorkflow } from './payment-reminder/payment-reminder.workflow.js';
import { prospectWorkflow } from './prospect/prospect.workflow.js';
import { refundWorkflow } from './refund/refund.workflow.js';
import { reportPenaltyWorkflow } from './report-penalty/report-penalty.workflow.js';
import { salesAnalysisWorkflow } from './sales-analysis/sales-analysis.workflow.js';
import { contractObligationWorkflow } from './contract-obligation/contract-obligation.workflow.js';
import { dealFileWorkflow } from './deal-file/deal-file.workflow.js';
import { problemCustomerWorkflow } from './problem-customer/problem-customer.workflow.js';
import { signingChecklistWorkflow } from './signing-checklist/signing-checklist.workflow.js';
import { disclosureWorkflow } from './disclosure/disclosure.workflow.js';
import { leadWorkflow } from './lead/lead.workflow.js';
import { salesCollateralWorkflow } from './sales-collateral/sales-collateral.workflow.js';
import { ownCareNodeWorkflow } from './own-care-node/own-care-node.workflow.js';
import { salesReportWorkflow } from './sales-report/sales-report.workflow.js';
import { saleChangeWorkflow } from './sale-change/sale-change.workflow.js';
import { subscriptionWorkflow } from './subscription/subscription.workflow.js';
import { unitWorkflow } from './unit/unit.workflow.js';
import { visitWorkflow } from './visit/visit.workflow.js';
import { confirmationWorkflow } from './unit-confirmation/unit-confirmation.workflow.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test.each([
  unitWorkflow,
  confirmationWorkflow,
  subscriptionWorkflow,
  contractDraftWorkflow,
  contractWorkflow,
  saleChangeWorkflow,
  refundWorkflow,
  paymentPlanWorkflow,
  paymentWorkflow,
  paymentReminderWorkflow,
  visitWorkflow,
  paymentDeferralWorkflow,
  prospectWorkflow,
  careNodeWorkflow,
  salesReportWorkflow,
  reportPenaltyWorkflow,
  salesAnalysisWorkflow,
  dealFileWorkflow,
  problemCustomerWorkflow,
  contractObligationWorkflow,
  signingChecklistWorkflow,
  leadWorkflow,
  disclosureWorkflow,
  salesCollateralWorkflow,
  ownCareNodeWorkflow,
  customerDataWorkflow,
])('the page of the department shows the way of $name as it is', (workflow) => {
  expect(readme).toContain(workflow.diagram());
});
