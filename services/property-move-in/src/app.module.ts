import { Module } from '@nestjs/common';
import { revealsPersons, tellsContact } from '@linli/parties';
import { takesLetters } from '@linli/papers';
import { TellCustomerLife } from './customer/tell-customer-life.js';
import { whereKnown } from './customer/where-known.js';
import { GetHandoverHandler } from './handover/get-handover.js';
import { HandOverUnitHandler } from './handover/hand-over-unit.js';
import { FindHouseholdsHandler } from './household/find-households.js';
import { GetHouseholdHandler } from './household/get-household.js';
import { EndHousehold } from './household/end-household.js';
import { KeepHousehold } from './household/keep-household.js';
import { AcknowledgeMoveInNoticeHandler } from './move-in-notice/acknowledge-move-in-notice.js';
import { FindMoveInNoticesHandler } from './move-in-notice/find-move-in-notices.js';
import { GetMoveInNoticeHandler } from './move-in-notice/get-move-in-notice.js';
import { CompleteMoveInTaskHandler } from './move-in-task/complete-move-in-task.js';
import { FindMoveInTasksHandler } from './move-in-task/find-move-in-tasks.js';
import { GetMoveInTaskHandler } from './move-in-task/get-move-in-task.js';
import { ArchiveMoveInHandler } from './move-in/archive-move-in.js';
import { ArrangeServicesHandler } from './move-in/arrange-services.js';
import { ConfirmIdentityHandler } from './move-in/confirm-identity.js';
import { CongratulateHandler } from './move-in/congratulate.js';
import { FileHouseholderProofHandler } from './move-in/file-householder-proof.js';
import { FileLeaseAgreementHandler } from './move-in/file-lease-agreement.js';
import { FileOwnerUndertakingHandler } from './move-in/file-owner-undertaking.js';
import { FileTenantInformationHandler } from './move-in/file-tenant-information.js';
import { FindChargeWatchesHandler } from './move-in/find-charge-watches.js';
import { FindMoveInsHandler } from './move-in/find-move-ins.js';
import { FollowUtilityHandler } from './move-in/follow-utility.js';
import { GetMoveInHandler } from './move-in/get-move-in.js';
import { IssueMoveInNoticeHandler } from './move-in/issue-notice.js';
import { MarkBillingHandler } from './move-in/mark-billing.js';
import { OpenMoveInHandler } from './move-in/open-move-in.js';
import { RecordOwnerConfirmationHandler } from './move-in/record-owner-confirmation.js';
import { RecordRevisitHandler } from './move-in/record-revisit.js';
import { RegisterMoveInHandler } from './move-in/register-move-in.js';
import { SignSafetyAgreementHandler } from './move-in/sign-safety-agreement.js';
import { TellRevisitDue } from './move-in/tell-revisit-due.js';
import { UpdateCustomerFileHandler } from './move-in/update-customer-file.js';

import { EndServiceAgreementHandler } from './service-agreement/end-service-agreement.js';
import { FindServiceAgreementsHandler } from './service-agreement/find-service-agreements.js';
import { GetServiceAgreementHandler } from './service-agreement/get-service-agreement.js';
import { SignServiceAgreementHandler } from './service-agreement/sign-service-agreement.js';

/** Everything this department does, by aggregate. */
@Module({
  controllers: [
    // household: units with a signed contract
    KeepHousehold,
    EndHousehold,
    GetHouseholdHandler,
    FindHouseholdsHandler,
    // handover: 交付
    HandOverUnitHandler,
    GetHandoverHandler,
    // move-in: 客户入住记录表 and its papers
    OpenMoveInHandler,
    RecordOwnerConfirmationHandler,
    FileOwnerUndertakingHandler,
    FileLeaseAgreementHandler,
    ConfirmIdentityHandler,
    CongratulateHandler,
    IssueMoveInNoticeHandler,
    ArrangeServicesHandler,
    FollowUtilityHandler,
    MarkBillingHandler,
    FileTenantInformationHandler,
    FileHouseholderProofHandler,
    SignSafetyAgreementHandler,
    RegisterMoveInHandler,
    UpdateCustomerFileHandler,
    ArchiveMoveInHandler,
    TellRevisitDue,
    RecordRevisitHandler,
    GetMoveInHandler,
    FindMoveInsHandler,
    FindChargeWatchesHandler,
    // move-in-notice: 入住知会单
    AcknowledgeMoveInNoticeHandler,
    GetMoveInNoticeHandler,
    FindMoveInNoticesHandler,
    // move-in-task: needs of the customer
    CompleteMoveInTaskHandler,
    GetMoveInTaskHandler,
    FindMoveInTasksHandler,
    // service-agreement: 服务协议和合同
    SignServiceAgreementHandler,
    EndServiceAgreementHandler,
    GetServiceAgreementHandler,
    FindServiceAgreementsHandler,
    // customer: what we know of him, and persons
    TellCustomerLife,
    tellsContact('property-move-in'),
    ...revealsPersons('property-move-in', whereKnown),
    // work-contact-letter: 工作联系函
    ...takesLetters('property-move-in'),
  ],
})
export class AppModule {}
