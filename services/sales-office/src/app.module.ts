import { Module } from '@nestjs/common';
import { keepsAuthority } from '@linli/bus';
import { revealsPersons, tellsContact } from '@linli/parties';
import { takesLetters } from '@linli/papers';
import { CompleteCareNodeByCall } from './care-node/complete-care-node-by-call.js';
import { FallDueAfterSigningHandler } from './care-node/fall-due-after-signing.js';
import { FallDueAfterSubscriptionHandler } from './care-node/fall-due-after-subscription.js';
import { FallDueBeforeSigningHandler } from './care-node/fall-due-before-signing.js';
import { FindCareNodesHandler } from './care-node/find-care-nodes.js';
import { GetCareNodeHandler } from './care-node/get-care-node.js';
import { LogCareContactHandler } from './care-node/log-care-contact.js';
import { FileContractHandler } from './contract/file-contract.js';
import { FindContractsHandler } from './contract/find-contracts.js';
import { GetContractHandler } from './contract/get-contract.js';
import { RecordLoanDisbursementHandler } from './contract/record-loan-disbursement.js';
import { SignContractHandler, SignContracts } from './contract/sign-contract.js';
import { ConfirmDailyLogHandler } from './daily-log/confirm-daily-log.js';
import { FindDailyLogsHandler } from './daily-log/find-daily-logs.js';
import { GetDailyLogHandler } from './daily-log/get-daily-log.js';
import { HandInDailyLogHandler } from './daily-log/hand-in-daily-log.js';
import { FindReceptionScoresHandler } from './reception-score/find-reception-scores.js';
import { GetReceptionSampleHandler } from './reception-score/get-reception-sample.js';
import { GetReceptionScoreHandler } from './reception-score/get-reception-score.js';
import { GetReceptionScorecardHandler } from './reception-score/get-reception-scorecard.js';
import { ScoreReceptionHandler } from './reception-score/score-reception.js';
import { TellCustomerLifeHandler } from './customer/tell-customer-life.js';
import { whereKnown } from './customer/where-known.js';
import { DefinePaymentSchemeHandler } from './payment-scheme/define-payment-scheme.js';
import { GetPaymentSchemeHandler } from './payment-scheme/get-payment-scheme.js';
import { FindPaymentSchemesHandler } from './payment-scheme/find-payment-schemes.js';
import { RecordMortgageProgressHandler } from './payment-plan/record-mortgage-progress.js';
import { GetPaymentPlanHandler } from './payment-plan/get-payment-plan.js';
import { FindPaymentPlansHandler } from './payment-plan/find-payment-plans.js';
import { RecordPaymentHandler } from './payment/record-payment.js';
import { ConfirmPaymentHandler } from './payment/confirm-payment.js';
import { RejectPaymentHandler } from './payment/reject-payment.js';
import { GetPaymentHandler } from './payment/get-payment.js';
import { FindPaymentsHandler } from './payment/find-payments.js';
import { RemindOfPaymentHandler } from './payment-reminder/remind-of-payment.js';
import { LogPaymentReminderHandler } from './payment-reminder/log-payment-reminder.js';
import { GetPaymentReminderHandler } from './payment-reminder/get-payment-reminder.js';
import { FindPaymentRemindersHandler } from './payment-reminder/find-payment-reminders.js';
import { PlanPayments } from './payment-plan/plan-payments.js';
import { RequestSwapHandler } from './sale-change/request-swap.js';
import { RequestCancellationHandler } from './sale-change/request-cancellation.js';
import { RequestPriceChangeHandler } from './sale-change/request-price-change.js';
import { RequestNameChangeHandler } from './sale-change/request-name-change.js';
import { DecideSaleChangeHandler } from './sale-change/decide-sale-change.js';
import { WithdrawSaleChangeHandler } from './sale-change/withdraw-sale-change.js';
import { ExecuteSaleChangeHandler } from './sale-change/execute-sale-change.js';
import { GetSaleChangeHandler } from './sale-change/get-sale-change.js';
import { FindSaleChangesHandler } from './sale-change/find-sale-changes.js';
import { PayRefundHandler } from './refund/pay-refund.js';
import { GetRefundHandler } from './refund/get-refund.js';
import { FindRefundsHandler } from './refund/find-refunds.js';
import { AskForChange } from './sale-change/ask-for-change.js';
import { CarryOut } from './sale-change/carry-out.js';
import { RequestPaymentDeferralHandler } from './payment-deferral/request-payment-deferral.js';
import { DecidePaymentDeferralHandler } from './payment-deferral/decide-payment-deferral.js';
import { WithdrawPaymentDeferralHandler } from './payment-deferral/withdraw-payment-deferral.js';
import { GetPaymentDeferralHandler } from './payment-deferral/get-payment-deferral.js';
import { FindPaymentDeferralsHandler } from './payment-deferral/find-payment-deferrals.js';
import { CloseSalesHandler } from './project/close-sales.js';
import { FindProjectsHandler } from './project/find-projects.js';
import { GetProjectHandler } from './project/get-project.js';
import { GetUnitBoardHandler } from './project/get-unit-board.js';
import { OpenProjectHandler } from './project/open-project.js';
import { AssignProspectHandler } from './prospect/assign-prospect.js';
import { Claim } from './prospect/claim.js';
import { FindProspectsHandler } from './prospect/find-prospects.js';
import { FollowUpProspectHandler } from './prospect/follow-up-prospect.js';
import { GetProspectHandler } from './prospect/get-prospect.js';
import { LoseProspectHandler } from './prospect/lose-prospect.js';
import { RecordBuyerProfileHandler } from './prospect/record-buyer-profile.js';
import { RegisterProspectHandler } from './prospect/register-prospect.js';
import { FindRulingsHandler } from './ruling/find-rulings.js';
import { GetRulingHandler } from './ruling/get-ruling.js';
import { FindSubscriptionsHandler } from './subscription/find-subscriptions.js';
import { GetSubscriptionHandler } from './subscription/get-subscription.js';
import { ScheduleSigningHandler } from './subscription/schedule-signing.js';
import { SubscribeHandler } from './subscription/subscribe.js';
import { CancelUnitConfirmationHandler } from './unit-confirmation/cancel-unit-confirmation.js';
import { ConfirmDepositHandler } from './unit-confirmation/confirm-deposit.js';
import { ExpireUnitConfirmationHandler } from './unit-confirmation/expire-unit-confirmation.js';
import { FindUnitConfirmationsHandler } from './unit-confirmation/find-unit-confirmations.js';
import { GetUnitConfirmationHandler } from './unit-confirmation/get-unit-confirmation.js';
import { IssueUnitConfirmationHandler } from './unit-confirmation/issue-unit-confirmation.js';
import { RecordDepositHandler } from './unit-confirmation/record-deposit.js';
import { FindUnitsHandler } from './unit/find-units.js';
import { GetUnitHandler } from './unit/get-unit.js';
import { HoldUnitHandler } from './unit/hold-unit.js';
import { ImportUnitsHandler } from './unit/import-units.js';
import { MarkUnitHandedOverHandler } from './unit/mark-unit-handed-over.js';
import { ReleaseUnitHandler } from './unit/release-unit.js';
import { CompleteVisitHandler } from './visit/complete-visit.js';
import { FindVisitsHandler } from './visit/find-visits.js';
import { GetVisitHandler } from './visit/get-visit.js';
import { ImportVisitsHandler } from './visit/import-visits.js';
import { FindHoldRatiosHandler } from './hold-ratio/find-hold-ratios.js';
import { GetHoldStatisticsHandler } from './hold-ratio/get-hold-statistics.js';
import { SetHoldRatioHandler } from './hold-ratio/set-hold-ratio.js';
import { FindReleaseBatchesHandler } from './release-batch/find-release-batches.js';
import { GetReleaseBatchHandler } from './release-batch/get-release-batch.js';
import { ReleaseUnitsHandler } from './release-batch/release-units.js';
import { FindHandedOverTasksHandler } from './sales-handover/find-handed-over-tasks.js';
import { GetSalesHandoverHandler } from './sales-handover/get-sales-handover.js';
import { FillDealFileHandler } from './deal-file/fill-deal-file.js';
import { ConfirmDealFileHandler } from './deal-file/confirm-deal-file.js';
import { GetDealFileHandler } from './deal-file/get-deal-file.js';
import { FindDealFilesHandler } from './deal-file/find-deal-files.js';
import { ReportProblemCustomerHandler } from './problem-customer/report-problem-customer.js';
import { HandleProblemCustomerHandler } from './problem-customer/handle-problem-customer.js';
import { GetProblemCustomerHandler } from './problem-customer/get-problem-customer.js';
import { FindProblemCustomersHandler } from './problem-customer/find-problem-customers.js';
import { FulfilObligationHandler } from './contract-obligation/fulfil-obligation.js';
import { GetContractObligationHandler } from './contract-obligation/get-contract-obligation.js';
import { FindContractObligationsHandler } from './contract-obligation/find-contract-obligations.js';
import { DrawSigningChecklistHandler } from './signing-checklist/draw-signing-checklist.js';
import { CheckSigningItemsHandler } from './signing-checklist/check-signing-items.js';
import { GetSigningChecklistHandler } from './signing-checklist/get-signing-checklist.js';
import { FindSigningChecklistsHandler } from './signing-checklist/find-signing-checklists.js';
import { FindPurchasedUnitsHandler } from './sales-registers/find-purchased-units.js';
import { FindUnsignedCustomersHandler } from './sales-registers/find-unsigned-customers.js';
import { BriefSubscriberHandler } from './subscription/brief-subscriber.js';
import { GetProcedureProgressHandler } from './subscription/get-procedure-progress.js';
import { KeepSalesCollateralHandler } from './sales-collateral/keep-sales-collateral.js';
import { GetSalesCollateralHandler } from './sales-collateral/get-sales-collateral.js';
import { FindSalesCollateralHandler } from './sales-collateral/find-sales-collateral.js';
import { DisplayDisclosureHandler } from './disclosure/display-disclosure.js';
import { GetDisclosureBoardHandler } from './disclosure/get-disclosure-board.js';
import { RecordTrainingHandler } from './training/record-training.js';
import { GetTrainingHandler } from './training/get-training.js';
import { FindTrainingsHandler } from './training/find-trainings.js';
import { WorkOnLeadHandler } from './lead/work-on-lead.js';
import { GetLeadHandler } from './lead/get-lead.js';
import { FindLeadsHandler } from './lead/find-leads.js';
import { RequestRescissionHandler } from './sale-change/request-rescission.js';
import { ChaseEntries } from './sales-notice/chase-entries.js';
import { FindSalesNoticesHandler } from './sales-notice/find-sales-notices.js';
import { DefineOwnCareNodeHandler } from './own-care-node/define-own-care-node.js';
import { FindOwnCareNodesHandler } from './own-care-node/find-own-care-nodes.js';
import { FallDueOwnCareNode } from './own-care-node/plan-own-care-nodes.js';
import { DecideCustomerDataHandler } from './customer-data/decide-customer-data.js';
import { FindCustomerDataSubmissionsHandler } from './customer-data/find-customer-data-submissions.js';
import { GetCustomerDataAnalysisHandler } from './customer-data/get-customer-data-analysis.js';
import { SubmitCustomerDataHandler } from './customer-data/submit-customer-data.js';
import { TellCustomerFactsHandler } from './customer-data/tell-customer-facts.js';
import { FindContractDraftsHandler } from './contract-draft/find-contract-drafts.js';
import { SignContractDraftHandler } from './contract-draft/sign-contract-draft.js';
import { WriteContractDraftHandler } from './contract-draft/write-contract-draft.js';
import { reporting, reportingParts } from './app.reports.js';
import { LogVisitHandler } from './visit/log-visit.js';

/** Everything this department does, by aggregate. */
@Module({
  controllers: [
    // project: 项目
    OpenProjectHandler,
    GetProjectHandler,
    FindProjectsHandler,
    CloseSalesHandler,
    GetUnitBoardHandler,
    // unit: 房源表
    ImportUnitsHandler,
    GetUnitHandler,
    FindUnitsHandler,
    HoldUnitHandler,
    ReleaseUnitHandler,
    MarkUnitHandedOverHandler,
    // hold-ratio, release-batch: 销控比例, 滚动释放
    SetHoldRatioHandler,
    FindHoldRatiosHandler,
    GetHoldStatisticsHandler,
    ReleaseUnitsHandler,
    GetReleaseBatchHandler,
    FindReleaseBatchesHandler,
    // sales-handover: 封盘交接记录
    GetSalesHandoverHandler,
    FindHandedOverTasksHandler,
    // visit: 来电来访客户记录
    LogVisitHandler,
    CompleteVisitHandler,
    ImportVisitsHandler,
    GetVisitHandler,
    FindVisitsHandler,
    // daily-log: the log of a day, handed in before the end of work
    HandInDailyLogHandler,
    ConfirmDailyLogHandler,
    GetDailyLogHandler,
    FindDailyLogsHandler,
    // reception-score: 接待抽查
    GetReceptionSampleHandler,
    ScoreReceptionHandler,
    GetReceptionScoreHandler,
    FindReceptionScoresHandler,
    GetReceptionScorecardHandler,
    // prospect: 意向客户登记表
    RegisterProspectHandler,
    FollowUpProspectHandler,
    LoseProspectHandler,
    AssignProspectHandler,
    RecordBuyerProfileHandler,
    GetProspectHandler,
    FindProspectsHandler,
    // ruling: 判客记录
    GetRulingHandler,
    FindRulingsHandler,
    // unit-confirmation: 房位确认单
    IssueUnitConfirmationHandler,
    RecordDepositHandler,
    ConfirmDepositHandler,
    CancelUnitConfirmationHandler,
    ExpireUnitConfirmationHandler,
    GetUnitConfirmationHandler,
    FindUnitConfirmationsHandler,
    // subscription: 认购书
    SubscribeHandler,
    ScheduleSigningHandler,
    GetSubscriptionHandler,
    FindSubscriptionsHandler,
    // contract-draft: 购房合同草稿
    WriteContractDraftHandler,
    SignContractDraftHandler,
    FindContractDraftsHandler,
    // contract: 购房合同
    SignContractHandler,
    FileContractHandler,
    RecordLoanDisbursementHandler,
    GetContractHandler,
    FindContractsHandler,
    // care-node: 中期维护节点
    FallDueAfterSubscriptionHandler,
    FallDueBeforeSigningHandler,
    FallDueAfterSigningHandler,
    LogCareContactHandler,
    CompleteCareNodeByCall,
    GetCareNodeHandler,
    FindCareNodesHandler,
    // payment: 客户交款情况明细表, 催款
    DefinePaymentSchemeHandler,
    GetPaymentSchemeHandler,
    FindPaymentSchemesHandler,
    RecordMortgageProgressHandler,
    GetPaymentPlanHandler,
    FindPaymentPlansHandler,
    RecordPaymentHandler,
    ConfirmPaymentHandler,
    RejectPaymentHandler,
    GetPaymentHandler,
    FindPaymentsHandler,
    RemindOfPaymentHandler,
    LogPaymentReminderHandler,
    GetPaymentReminderHandler,
    FindPaymentRemindersHandler,
    // payment-deferral: 延期付款客户一览表
    RequestPaymentDeferralHandler,
    DecidePaymentDeferralHandler,
    WithdrawPaymentDeferralHandler,
    GetPaymentDeferralHandler,
    FindPaymentDeferralsHandler,
    // sale-change: 客户换房、退房一览表, 特殊优惠客户一览表; refund: 退款
    RequestSwapHandler,
    RequestCancellationHandler,
    RequestRescissionHandler,
    RequestPriceChangeHandler,
    RequestNameChangeHandler,
    DecideSaleChangeHandler,
    WithdrawSaleChangeHandler,
    ExecuteSaleChangeHandler,
    GetSaleChangeHandler,
    FindSaleChangesHandler,
    PayRefundHandler,
    GetRefundHandler,
    FindRefundsHandler,
    // deal-file: 成交客户档案
    FillDealFileHandler,
    ConfirmDealFileHandler,
    GetDealFileHandler,
    FindDealFilesHandler,
    // problem-customer: 问题客户一览表
    ReportProblemCustomerHandler,
    HandleProblemCustomerHandler,
    GetProblemCustomerHandler,
    FindProblemCustomersHandler,
    // contract-obligation: 合同特殊条款
    FulfilObligationHandler,
    GetContractObligationHandler,
    FindContractObligationsHandler,
    // signing-checklist: 资料名单
    DrawSigningChecklistHandler,
    CheckSigningItemsHandler,
    GetSigningChecklistHandler,
    FindSigningChecklistsHandler,
    // sales-registers: 业主登记一览表, 未签约客户一览表
    FindPurchasedUnitsHandler,
    FindUnsignedCustomersHandler,
    // subscription: told, and where the paperwork is
    BriefSubscriberHandler,
    GetProcedureProgressHandler,
    // sales-collateral: 项目销售资料
    KeepSalesCollateralHandler,
    GetSalesCollateralHandler,
    FindSalesCollateralHandler,
    // disclosure: 销售现场公示
    DisplayDisclosureHandler,
    GetDisclosureBoardHandler,
    // training: 培训记录
    RecordTrainingHandler,
    GetTrainingHandler,
    FindTrainingsHandler,
    // lead: 潜在客户线索
    WorkOnLeadHandler,
    GetLeadHandler,
    FindLeadsHandler,
    // sales-notice: 认购通知, 督促
    ChaseEntries,
    FindSalesNoticesHandler,
    // own-care-node: 其它维护节点
    DefineOwnCareNodeHandler,
    FindOwnCareNodesHandler,
    FallDueOwnCareNode,
    // customer-data: 客户资料上报单
    SubmitCustomerDataHandler,
    DecideCustomerDataHandler,
    FindCustomerDataSubmissionsHandler,
    GetCustomerDataAnalysisHandler,
    TellCustomerFactsHandler,
    // sales-figures, sales-analysis, report-duty, sales-report, report-penalty: 统计、分析、日报、周报、月报
    ...reporting,
    // customer: the life of a customer
    TellCustomerLifeHandler,
    // party: persons
    tellsContact('sales-office'),
    ...revealsPersons('sales-office', whereKnown),
    // work-contact-letter: 工作联系函
    ...takesLetters('sales-office'),
    // authority: the copy of 审批权限 and 授权委托书
    ...keepsAuthority,
  ],
  providers: [Claim, SignContracts, PlanPayments, AskForChange, CarryOut, ...reportingParts],
})
export class AppModule {}
