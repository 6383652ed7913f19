import { Module } from '@nestjs/common';
import { keepsAuthority } from '@linli/bus';
import { tellsContact } from '@linli/parties';
import { ApprovePlanHandler } from './complaint/approve-plan.js';
import { CloseComplaintHandler } from './complaint/close-complaint.js';
import { DisposeOfComplaintHandler } from './complaint/dispose-of-complaint.js';
import { FailDisposalCheckHandler } from './complaint/fail-disposal-check.js';
import { FeedBackToCustomerHandler } from './complaint/feed-back-to-customer.js';
import { FindComplaintsHandler } from './complaint/find-complaints.js';
import { GetComplaintHandler } from './complaint/get-complaint.js';
import { InvestigateComplaintHandler } from './complaint/investigate-complaint.js';
import { LeaveUnagreedHandler } from './complaint/leave-unagreed.js';
import { PassDisposalCheckHandler } from './complaint/pass-disposal-check.js';
import { ProposePlanHandler } from './complaint/propose-plan.js';
import { RecordAgreementHandler } from './complaint/record-agreement.js';
import { RecordDisagreementHandler } from './complaint/record-disagreement.js';
import { RecordPreliminaryTalkHandler } from './complaint/record-preliminary-talk.js';
import { RegisterComplaintHandler } from './complaint/register-complaint.js';
import { RejectPlanHandler } from './complaint/reject-plan.js';
import { SubmitPlanHandler } from './complaint/submit-plan.js';
import { WithdrawComplaintHandler } from './complaint/withdraw-complaint.js';
import { TellCustomerLifeHandler } from './customer/tell-customer-life.js';

/** Everything this department does, by aggregate. */
@Module({
  controllers: [
    // complaint: 客户投诉登记表, in the order of its steps
    RegisterComplaintHandler,
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
    // customer: what this department knows of him
    TellCustomerLifeHandler,
    tellsContact('complaints'),
    // authority: the copy of 审批权限 and 授权委托书
    ...keepsAuthority,
  ],
})
export class AppModule {}
