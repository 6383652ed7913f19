import { Module } from '@nestjs/common';
import { keepsAuthority, keepsOwnership } from '@linli/bus';
import { OPEN_WORK } from './open-work.js';
import { revealsPersons, tellsContact } from '@linli/parties';
import { AcknowledgeComplaintHandler } from './complaint/acknowledge-complaint.js';
import { AnswerComplaintHandler } from './complaint/answer-complaint.js';
import { ApprovePlanHandler } from './complaint/approve-plan.js';
import { AssignComplaintHandler } from './complaint/assign-complaint.js';
import { BookVisitHandler } from './complaint/book-visit.js';
import { CheckComplaintQualityHandler } from './complaint/check-complaint-quality.js';
import { CloseComplaintHandler } from './complaint/close-complaint.js';
import { ConvertToDisputeHandler } from './complaint/convert-to-dispute.js';
import { DisposeOfComplaintHandler } from './complaint/dispose-of-complaint.js';
import { escalatesLateCases } from './complaint/escalate-late-case.js';
import { ExplainDelayHandler } from './complaint/explain-delay.js';
import { FailDisposalCheckHandler } from './complaint/fail-disposal-check.js';
import { FeedBackToCustomerHandler } from './complaint/feed-back-to-customer.js';
import { FindComplaintsHandler } from './complaint/find-complaints.js';
import { FindDisputesHandler } from './complaint/find-disputes.js';
import { GetComplaintHandler } from './complaint/get-complaint.js';
import { GetQuickEntryHandler } from './complaint/get-quick-entry.js';
import { InvestigateComplaintHandler } from './complaint/investigate-complaint.js';
import { LeaveUnagreedHandler } from './complaint/leave-unagreed.js';
import { LinkServiceAgreementHandler } from './complaint/link-service-agreement.js';
import { PassDisposalCheckHandler } from './complaint/pass-disposal-check.js';
import { PlanClocks } from './complaint/plan-clocks.js';
import { ProposePlanHandler } from './complaint/propose-plan.js';
import { RemindOfQualityCheck } from './complaint/quality-clock.js';
import { RecordAgreementHandler } from './complaint/record-agreement.js';
import { RecordDisagreementHandler } from './complaint/record-disagreement.js';
import { RecordPreliminaryTalkHandler } from './complaint/record-preliminary-talk.js';
import { RegisterComplaintHandler } from './complaint/register-complaint.js';
import { RejectPlanHandler } from './complaint/reject-plan.js';
import { ReopenComplaintHandler } from './complaint/reopen-complaint.js';
import { ResumeComplaintHandler } from './complaint/resume-complaint.js';
import { SubmitPlanHandler } from './complaint/submit-plan.js';
import { TakeUpComplaintHandler } from './complaint/take-up-complaint.js';
import { WaitForCustomerHandler } from './complaint/wait-for-customer.js';
import { WithdrawComplaintHandler } from './complaint/withdraw-complaint.js';
import { ConfirmCorrectiveActionHandler } from './corrective-action/confirm-corrective-action.js';
import { escalatesLateActions } from './corrective-action/escalate-late-action.js';
import { FindCorrectiveActionsHandler } from './corrective-action/find-corrective-actions.js';
import { GetCorrectiveActionHandler } from './corrective-action/get-corrective-action.js';
import { GetCorrectiveProofHandler } from './corrective-action/get-corrective-proof.js';
import { GetLetterWordsHandler } from './corrective-action/get-letter-words.js';
import { hearsOfLetters } from './corrective-action/hear-of-letters.js';
import { RequestCorrectiveActionHandler } from './corrective-action/request-corrective-action.js';
import { ReturnCorrectiveActionHandler } from './corrective-action/return-corrective-action.js';
import { WithdrawCorrectiveActionHandler } from './corrective-action/withdraw-corrective-action.js';
import { ApproveOfficialAnswerHandler } from './incident/approve-official-answer.js';
import { CloseIncidentHandler } from './incident/close-incident.js';
import { FindIncidentsHandler } from './incident/find-incidents.js';
import { GetIncidentHandler } from './incident/get-incident.js';
import { LinkCasesToIncidentHandler } from './incident/link-cases-to-incident.js';
import { LinkIncidentHandler } from './incident/link-incident.js';
import { OpenIncidentHandler } from './incident/open-incident.js';
import { RejectOfficialAnswerHandler } from './incident/reject-official-answer.js';
import { SubmitOfficialAnswerHandler } from './incident/submit-official-answer.js';
import { TellOn } from './incident/tell-on.js';
import { AssignPhoneLineHandler } from './phone-line/assign-phone-line.js';
import { ClosePhoneLineHandler } from './phone-line/close-phone-line.js';
import { FindPhoneLinesHandler } from './phone-line/find-phone-lines.js';
import { FindComplaintHotlinesHandler } from './phone-line/find-complaint-hotlines.js';
import { GetPhoneLineHandler } from './phone-line/get-phone-line.js';
import { OpenPhoneLineHandler } from './phone-line/open-phone-line.js';
import { ReleasePhoneLineHandler } from './phone-line/release-phone-line.js';
import { CorrectPhoneBookEntryHandler } from './phone-book-entry/correct-phone-book-entry.js';
import { EnterInPhoneBookHandler } from './phone-book-entry/enter-in-phone-book.js';
import { FindPhoneBookEntriesHandler } from './phone-book-entry/find-phone-book-entries.js';
import { GetPhoneBookEntryHandler } from './phone-book-entry/get-phone-book-entry.js';
import { RemovePhoneBookEntryHandler } from './phone-book-entry/remove-phone-book-entry.js';
import { DraftCallScriptHandler } from './call-script/draft-call-script.js';
import { FindCallScriptsHandler } from './call-script/find-call-scripts.js';
import { GetCallScriptHandler } from './call-script/get-call-script.js';
import { ReleaseCallScriptHandler } from './call-script/release-call-script.js';
import { RetireCallScriptHandler } from './call-script/retire-call-script.js';
import { ReviseCallScriptHandler } from './call-script/revise-call-script.js';
import { AddToCallListHandler } from './call-list/add-to-call-list.js';
import { AssignCallListHandler } from './call-list/assign-call-list.js';
import { CloseCallListHandler } from './call-list/close-call-list.js';
import { DialNextOfCallListHandler } from './call-list/dial-next-of-call-list.js';
import { FindCallListsHandler } from './call-list/find-call-lists.js';
import { GetCallListHandler } from './call-list/get-call-list.js';
import { OpenCallListHandler } from './call-list/open-call-list.js';
import { FindCallListEntriesHandler } from './call-list-entry/find-call-list-entries.js';
import { GetCallListEntryHandler } from './call-list-entry/get-call-list-entry.js';
import { SkipCallListEntryHandler } from './call-list-entry/skip-call-list-entry.js';
import { AttachRecordingHandler } from './call-record/attach-recording.js';
import { DialCallHandler } from './call-record/dial-call.js';
import { EraseRecordingHandler } from './call-record/erase-recording.js';
import { FindCallsHandler } from './call-record/find-calls.js';
import { GetCallStatisticsHandler } from './call-record/get-call-statistics.js';
import { GetCallHandler } from './call-record/get-call.js';
import { LogCallHandler } from './call-record/log-call.js';
import { NoteOnCallHandler } from './call-record/note-on-call.js';
import { ReportCallEventHandler } from './call-record/report-call-event.js';
import { RevealRecordingHandler } from './call-record/reveal-recording.js';
import { WriteUpCallHandler } from './call-record/write-up-call.js';
import { CancelCallbackHandler } from './callback/cancel-callback.js';
import { FindCallbacksHandler } from './callback/find-callbacks.js';
import { FulfilCallbackHandler } from './callback/fulfil-callback.js';
import { GetCallbackHandler } from './callback/get-callback.js';
import { PlanCallbackHandler } from './callback/plan-callback.js';
import { RemindOfCallbackHandler } from './callback/remind-of-callback.js';
import { RescheduleCallbackHandler } from './callback/reschedule-callback.js';
import { GetCaseBreakdownHandler } from './report/get-case-breakdown.js';
import { GetCaseReportHandler } from './report/get-case-report.js';
import { GetStageReportHandler } from './report/get-stage-report.js';
import { StageFolder } from './report/stage-folder.js';
import { DefineReportHandler } from './saved-report/define-report.js';
import { FindSavedReportsHandler } from './saved-report/find-saved-reports.js';
import { GetReportResultHandler } from './saved-report/get-report-result.js';
import { GetSavedReportHandler } from './saved-report/get-saved-report.js';
import { RemoveReportHandler } from './saved-report/remove-report.js';
import { ReviseReportHandler } from './saved-report/revise-report.js';
import { FindKnowledgeArticlesHandler } from './knowledge-article/find-knowledge-articles.js';
import { GetKnowledgeArticleHandler } from './knowledge-article/get-knowledge-article.js';
import { GetKnowledgeSuggestionsHandler } from './knowledge-article/get-knowledge-suggestions.js';
import { PublishKnowledgeArticleHandler } from './knowledge-article/publish-knowledge-article.js';
import { RetireKnowledgeArticleHandler } from './knowledge-article/retire-knowledge-article.js';
import { ReviseKnowledgeArticleHandler } from './knowledge-article/revise-knowledge-article.js';
import { SolveWithKnowledgeArticleHandler } from './knowledge-article/solve-with-knowledge-article.js';
import { VoteOnKnowledgeArticleHandler } from './knowledge-article/vote-on-knowledge-article.js';
import { WriteKnowledgeArticleHandler } from './knowledge-article/write-knowledge-article.js';
import { FindTipsHandler } from './tip/find-tips.js';
import { GetTipHandler } from './tip/get-tip.js';
import { LikeTipHandler } from './tip/like-tip.js';
import { PostTipHandler } from './tip/post-tip.js';
import { ReplyToTipHandler } from './tip/reply-to-tip.js';
import { WithdrawTipHandler } from './tip/withdraw-tip.js';
import { AuthoriseInServiceTerritoryHandler } from './service-territory/authorise-in-service-territory.js';
import { DischargeFromServiceTerritoryHandler } from './service-territory/discharge-from-service-territory.js';
import { DissolveServiceTerritoryHandler } from './service-territory/dissolve-service-territory.js';
import { FindServiceTerritoriesHandler } from './service-territory/find-service-territories.js';
import { GetServiceTerritoryHandler } from './service-territory/get-service-territory.js';
import { ResetServiceTerritoryHandler } from './service-territory/reset-service-territory.js';
import { SetServiceTerritoryHandler } from './service-territory/set-service-territory.js';
import { TellCustomerLifeHandler } from './customer/tell-customer-life.js';

import { Exchange } from './telephony/exchange.js';
import { ExchangePace, ExchangeWorker } from './telephony/exchange-worker.js';
import { LocalExchange } from './telephony/local-exchange.js';

import { AssessWarrantyHandler } from './warranty/assess-warranty.js';
import { KeepHandedOverUnit } from './warranty/keep-handed-over-unit.js';
import { WarrantyBook } from './warranty/warranty-book.js';
import { FindWarrantyTermsHandler } from './warranty-term/find-warranty-terms.js';
import { PublishWarrantyTermHandler } from './warranty-term/publish-warranty-term.js';
import { FindCaseRatingsHandler } from './case-rating/find-case-ratings.js';
import { GetCaseRatingHandler } from './case-rating/get-case-rating.js';
import { GetRatingByLinkHandler } from './case-rating/get-rating-by-link.js';
import { RateByLinkHandler } from './case-rating/rate-by-link.js';
import { remindsOfRatings } from './case-rating/remind-to-rate.js';
import { TellRatingLinkHandler } from './case-rating/tell-rating-link.js';
import { FindHandlerAbsencesHandler } from './handler-absence/find-handler-absences.js';
import { FindHandlerLoadsHandler } from './handler-absence/find-handler-loads.js';
import { RecordHandlerAbsenceHandler } from './handler-absence/record-handler-absence.js';

import { EndKeptServiceAgreement, KeepServiceAgreement } from './service-agreement/keep-service-agreement.js';

/** Everything this department does, by aggregate. */
@Module({
  controllers: [
    // complaint: 客户投诉登记表, in the order of its steps
    RegisterComplaintHandler,
    GetQuickEntryHandler,
    GetComplaintHandler,
    FindComplaintsHandler,
    InvestigateComplaintHandler,
    ProposePlanHandler,
    RecordPreliminaryTalkHandler,
    SubmitPlanHandler,
    ApprovePlanHandler,
    RejectPlanHandler,
    RecordAgreementHandler,
    RecordDisagreementHandler,
    DisposeOfComplaintHandler,
    PassDisposalCheckHandler,
    FailDisposalCheckHandler,
    FeedBackToCustomerHandler,
    CloseComplaintHandler,
    WithdrawComplaintHandler,
    LeaveUnagreedHandler,
    // phone-line: 电话号码 and who answers it
    AssignPhoneLineHandler,
    ClosePhoneLineHandler,
    FindPhoneLinesHandler,
    GetPhoneLineHandler,
    FindComplaintHotlinesHandler,
    OpenPhoneLineHandler,
    ReleasePhoneLineHandler,
    // phone-book-entry: 电话本
    CorrectPhoneBookEntryHandler,
    EnterInPhoneBookHandler,
    FindPhoneBookEntriesHandler,
    GetPhoneBookEntryHandler,
    RemovePhoneBookEntryHandler,
    // call-script: 电话内容草稿
    DraftCallScriptHandler,
    FindCallScriptsHandler,
    GetCallScriptHandler,
    ReleaseCallScriptHandler,
    RetireCallScriptHandler,
    ReviseCallScriptHandler,
    // call-list: 电话列表
    AddToCallListHandler,
    AssignCallListHandler,
    CloseCallListHandler,
    DialNextOfCallListHandler,
    FindCallListsHandler,
    GetCallListHandler,
    OpenCallListHandler,
    // call-list-entry: its numbers
    FindCallListEntriesHandler,
    GetCallListEntryHandler,
    SkipCallListEntryHandler,
    // call-record: 电话记录, click to dial, recordings
    AttachRecordingHandler,
    DialCallHandler,
    EraseRecordingHandler,
    FindCallsHandler,
    GetCallStatisticsHandler,
    GetCallHandler,
    LogCallHandler,
    NoteOnCallHandler,
    ReportCallEventHandler,
    RevealRecordingHandler,
    WriteUpCallHandler,
    // callback: 回电
    CancelCallbackHandler,
    FindCallbacksHandler,
    FulfilCallbackHandler,
    GetCallbackHandler,
    PlanCallbackHandler,
    RemindOfCallbackHandler,
    RescheduleCallbackHandler,
    // report: 事件报告, 服务阶段报告, 投诉统计
    GetCaseBreakdownHandler,
    GetCaseReportHandler,
    GetStageReportHandler,
    // saved-report: 自定义报告
    DefineReportHandler,
    FindSavedReportsHandler,
    GetReportResultHandler,
    GetSavedReportHandler,
    RemoveReportHandler,
    ReviseReportHandler,
    ReopenComplaintHandler,
    // complaint: what may be done in every open case, and its clocks
    AcknowledgeComplaintHandler,
    AnswerComplaintHandler,
    TakeUpComplaintHandler,
    WaitForCustomerHandler,
    ResumeComplaintHandler,
    ConvertToDisputeHandler,
    AssignComplaintHandler,
    BookVisitHandler,
    ExplainDelayHandler,
    CheckComplaintQualityHandler,
    RemindOfQualityCheck,
    LinkServiceAgreementHandler,
    KeepServiceAgreement,
    EndKeptServiceAgreement,
    FindDisputesHandler,
    PlanClocks,
    ...escalatesLateCases,
    // corrective-action: 纠正与预防措施, 工作联系函
    RequestCorrectiveActionHandler,
    ...hearsOfLetters,
    ConfirmCorrectiveActionHandler,
    ReturnCorrectiveActionHandler,
    WithdrawCorrectiveActionHandler,
    ...escalatesLateActions,
    GetCorrectiveActionHandler,
    FindCorrectiveActionsHandler,
    GetLetterWordsHandler,
    GetCorrectiveProofHandler,
    // warranty: 保修, by this department's copy of the handovers
    AssessWarrantyHandler,
    KeepHandedOverUnit,
    // warranty-term: 保修期限
    FindWarrantyTermsHandler,
    PublishWarrantyTermHandler,
    // case-rating: 客户评价 by a link that works once
    FindCaseRatingsHandler,
    GetCaseRatingHandler,
    GetRatingByLinkHandler,
    RateByLinkHandler,
    TellRatingLinkHandler,
    ...remindsOfRatings,
    // incident: 事件, one official answer for many cases
    OpenIncidentHandler,
    LinkIncidentHandler,
    LinkCasesToIncidentHandler,
    SubmitOfficialAnswerHandler,
    ApproveOfficialAnswerHandler,
    TellOn,
    RejectOfficialAnswerHandler,
    CloseIncidentHandler,
    GetIncidentHandler,
    FindIncidentsHandler,
    // handler-absence: who is away, and how much each has to do
    RecordHandlerAbsenceHandler,
    FindHandlerAbsencesHandler,
    FindHandlerLoadsHandler,
    // knowledge-article: 问题及其解决方法
    FindKnowledgeArticlesHandler,
    GetKnowledgeArticleHandler,
    GetKnowledgeSuggestionsHandler,
    PublishKnowledgeArticleHandler,
    RetireKnowledgeArticleHandler,
    ReviseKnowledgeArticleHandler,
    SolveWithKnowledgeArticleHandler,
    VoteOnKnowledgeArticleHandler,
    WriteKnowledgeArticleHandler,
    // tip: 服务秘诀
    FindTipsHandler,
    GetTipHandler,
    LikeTipHandler,
    PostTipHandler,
    ReplyToTipHandler,
    WithdrawTipHandler,
    // service-territory: 服务地域
    AuthoriseInServiceTerritoryHandler,
    DischargeFromServiceTerritoryHandler,
    DissolveServiceTerritoryHandler,
    FindServiceTerritoriesHandler,
    GetServiceTerritoryHandler,
    ResetServiceTerritoryHandler,
    SetServiceTerritoryHandler,
    // customer: what this department knows of him
    TellCustomerLifeHandler,
    tellsContact('complaints'),
    ...revealsPersons('complaints', {
      sql: `select project_id, null as staff_id from complaint where party_id = ? union select project_id, null from call_record where party_id = ?`,
    }),
    // the authority matrix and the delegations, as info-sharing publishes them
    ...keepsAuthority,
    // project: who owns it, and what was handed over at 封盘
    ...keepsOwnership('complaints', OPEN_WORK),
  ],
  providers: [WarrantyBook, StageFolder, ExchangeWorker, ExchangePace, { provide: Exchange, useClass: LocalExchange }],
})
export class AppModule {}
