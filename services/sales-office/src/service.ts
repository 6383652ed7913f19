import { authorityTables } from '@linli/bus';
import type { ServiceDefinition } from '@linli/host';
import { letterEntities, letterTables, letterWithdrawn } from '@linli/papers';
import { Party } from '@linli/parties';
import { CareNode } from './care-node/care-node.js';
import { Contract } from './contract/contract.js';
import { salesTables } from './migrations/001-sales.js';
import { ownershipTables } from './migrations/010-ownership.js';
import { clockPoliciesOfSales } from './migrations/025-clock-policies.js';
import { receptionTables } from './migrations/011-receptions.js';
import { changeTables } from './migrations/026-changes.js';
import { Refund } from './refund/refund.js';
import { SaleChange } from './sale-change/sale-change.js';
import { inventoryTables } from './migrations/012-inventory.js';
import { buyerProfileTables } from './migrations/013-buyer-profile.js';
import { visitListIndexes } from './migrations/014-visit-lists.js';
import { paymentTables } from './migrations/020-payments.js';
import { analysisTables } from './migrations/031-analyses.js';
import { SalesAnalysis } from './sales-analysis/sales-analysis.js';
import { salesAnalysisPaper } from './sales-analysis/sales-analysis-papers.js';
import { registerTables } from './migrations/032-registers.js';
import { ContractObligation } from './contract-obligation/contract-obligation.js';
import { DealFile } from './deal-file/deal-file.js';
import { ProblemCustomer } from './problem-customer/problem-customer.js';
import { SigningChecklist } from './signing-checklist/signing-checklist.js';
import { customerPapers } from './sales-registers/customer-papers.js';
import { registerPapers } from './sales-registers/register-papers.js';
import { siteTables } from './migrations/033-site.js';
import { Disclosure } from './disclosure/disclosure.js';
import { Lead } from './lead/lead.js';
import { SalesCollateral } from './sales-collateral/sales-collateral.js';
import { Training } from './training/training.js';
import { rescissionTables } from './migrations/034-rescission.js';
import { paymentListIndexes } from './migrations/041-payment-lists.js';
import { visitCountTables } from './migrations/040-visit-counts.js';
import { noticeTables } from './migrations/035-notices.js';
import { OwnCareNode } from './own-care-node/own-care-node.js';
import { SalesNotice } from './sales-notice/sales-notice.js';
import { customerDataTables } from './migrations/036-customer-data.js';
import { CustomerDataSubmission } from './customer-data/customer-data-submission.js';
import { ContractDraft } from './contract-draft/contract-draft.js';
import { contractForms } from './contract-draft/contract-papers.js';
import { contractDraftTables } from './migrations/037-contract-draft.js';
import { projectsTold } from './migrations/038-projects-told.js';
import { reportTables } from './migrations/030-reports.js';
import { ReportDuty } from './report-duty/report-duty.js';
import { ReportPenalty } from './report-penalty/report-penalty.js';
import { figuresReport } from './sales-figures/figure-papers.js';
import { SalesReport } from './sales-report/sales-report.js';
import { salesReportPaper } from './sales-report/sales-report-papers.js';
import { Payment } from './payment/payment.js';
import { PaymentDeferral } from './payment-deferral/payment-deferral.js';
import { PaymentPlan } from './payment-plan/payment-plan.js';
import { PaymentReminder } from './payment-reminder/payment-reminder.js';
import { PaymentScheme } from './payment-scheme/payment-scheme.js';
import { Project } from './project/project.js';
import { DailyLog } from './daily-log/daily-log.js';
import { ReceptionScore } from './reception-score/reception-score.js';
import { HoldRatio } from './hold-ratio/hold-ratio.js';
import { ReleaseBatch } from './release-batch/release-batch.js';
import { SalesHandover } from './sales-handover/sales-handover.js';
import { unitRegister } from './unit/unit-papers.js';
import { Prospect } from './prospect/prospect.js';
import { Ruling } from './ruling/ruling.js';
import { Subscription } from './subscription/subscription.js';
import { Unit } from './unit/unit.js';
import { unitConfirmationForm, unitConfirmationRegister } from './unit-confirmation/unit-confirmation-papers.js';
import { UnitConfirmation } from './unit-confirmation/unit-confirmation.js';
import { Visit } from './visit/visit.js';

export const salesOffice: ServiceDefinition = {
  name: 'sales-office',
  entities: [
    ...letterEntities,
    SaleChange,
    Refund,
    Party,
    Project,
    Unit,
    HoldRatio,
    ReleaseBatch,
    SalesHandover,
    Visit,
    DailyLog,
    ReceptionScore,
    Prospect,
    Ruling,
    UnitConfirmation,
    Subscription,
    Contract,
    CareNode,
    PaymentScheme,
    PaymentPlan,
    Payment,
    PaymentReminder,
    PaymentDeferral,
    ReportDuty,
    SalesReport,
    ReportPenalty,
    SalesAnalysis,
    DealFile,
    ProblemCustomer,
    ContractObligation,
    SigningChecklist,
    SalesCollateral,
    Disclosure,
    Training,
    Lead,
    SalesNotice,
    OwnCareNode,
    CustomerDataSubmission,
    ContractDraft,
  ],
  migrations: [
    ...authorityTables,
    salesTables,
    paymentTables,
    ownershipTables,
    receptionTables,
    clockPoliciesOfSales,
    changeTables,
    inventoryTables,
    buyerProfileTables,
    visitListIndexes,
    reportTables,
    letterTables,
    analysisTables,
    registerTables,
    siteTables,
    rescissionTables,
    noticeTables,
    letterWithdrawn,
    customerDataTables,
    visitCountTables,
    contractDraftTables,
    paymentListIndexes,
    projectsTold,
  ],
  papers: [
    unitRegister,
    unitConfirmationRegister,
    unitConfirmationForm,
    ...contractForms,
    figuresReport,
    salesReportPaper,
    salesAnalysisPaper,
    ...registerPapers,
    ...customerPapers,
  ],
};
