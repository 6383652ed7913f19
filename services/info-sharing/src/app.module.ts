import { Module } from '@nestjs/common';
import { keepsProjects } from '@linli/bus';
import { takesLetters } from '@linli/papers';
import { FileAllocationHandler } from './allocation-record/file-allocation.js';
import { FindAllocationsHandler } from './allocation-record/find-allocations.js';
import { GetAuthorityMatrixHandler } from './authority-matrix/get-authority-matrix.js';
import { PublishAuthorityMatrixHandler } from './authority-matrix/publish-authority-matrix.js';
import { FindCustomersHandler } from './customer/find-customers.js';
import { GetCustomerHandler } from './customer/get-customer.js';
import { MergeCustomersHandler } from './customer/merge-customers.js';
import { TellContactForPurposeHandler } from './customer/tell-contact-for-purpose.js';
import { TellCustomerLifeHandler } from './customer/tell-customer-life.js';
import { GetCustomerDossierHandler } from './customer-dossier/get-customer-dossier.js';
import { KeepCustomerData } from './customer-dossier/keep-customer-data.js';
import { ApplyForDataHandler } from './data-request/apply-for-data.js';
import { ApproveDataRequestHandler } from './data-request/approve-data-request.js';
import { FindDataRequestsHandler } from './data-request/find-data-requests.js';
import { GetDataRequestHandler } from './data-request/get-data-request.js';
import { ReceiveDataHandler } from './data-request/receive-data.js';
import { RejectDataRequestHandler } from './data-request/reject-data-request.js';
import { ReleaseDataHandler } from './data-request/release-data.js';
import { ReviewDataRequestHandler } from './data-request/review-data-request.js';
import { SignDataRequestHandler } from './data-request/sign-data-request.js';
import { EndDelegationHandler } from './delegation/end-delegation.js';
import { FindDelegationsHandler } from './delegation/find-delegations.js';
import { GetDelegationHandler } from './delegation/get-delegation.js';
import { GrantDelegationHandler } from './delegation/grant-delegation.js';
import { IdentificationWorker } from './identification/identification-worker.js';
import { IdentifyParty } from './identification/identify-party.js';
import { notesParties } from './identification/note-party.js';
import { FindProjectPlacementsHandler } from './project-placement/find-project-placements.js';
import { PlaceProjectHandler } from './project-placement/place-project.js';

/** Everything this department does, by aggregate. */
@Module({
  controllers: [
    // identification: who the departments' parties are
    notesParties('sales-office'),
    notesParties('property-move-in'),
    notesParties('complaints'),
    notesParties('client-club'),
    // customer: 公司客户信息库
    GetCustomerHandler,
    FindCustomersHandler,
    MergeCustomersHandler,
    TellContactForPurposeHandler,
    TellCustomerLifeHandler,
    // customer-dossier: 完整客户资料
    KeepCustomerData,
    GetCustomerDossierHandler,
    // authority-matrix: 审批权限
    GetAuthorityMatrixHandler,
    PublishAuthorityMatrixHandler,
    // delegation: 授权委托书
    GrantDelegationHandler,
    EndDelegationHandler,
    GetDelegationHandler,
    FindDelegationsHandler,
    // project-placement: companies and sales directors of the projects
    PlaceProjectHandler,
    FindProjectPlacementsHandler,
    // data-request: 客户资源需求申请单, 共享资源签收确认单
    ApplyForDataHandler,
    SignDataRequestHandler,
    ReviewDataRequestHandler,
    ApproveDataRequestHandler,
    RejectDataRequestHandler,
    ReleaseDataHandler,
    ReceiveDataHandler,
    GetDataRequestHandler,
    FindDataRequestsHandler,
    // allocation-record: 调配记录
    FileAllocationHandler,
    FindAllocationsHandler,
    // work-contact-letter: 工作联系函
    ...takesLetters('info-sharing'),
    // project: the copy of the projects
    ...keepsProjects,
  ],
  providers: [IdentifyParty, IdentificationWorker],
})
export class AppModule {}
