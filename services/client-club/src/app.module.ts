import { Module } from '@nestjs/common';
import { keepsAuthority, keepsProjects } from '@linli/bus';
import { revealsPersons, tellsContact } from '@linli/parties';
import { takesLetters } from '@linli/papers';
import { CongratulateOnSubscription } from './care-message/congratulate-on-subscription.js';
import { FindCareMessagesHandler } from './care-message/find-care-messages.js';
import { GetCareMessageHandler } from './care-message/get-care-message.js';
import { GreetOnMoveIn } from './care-message/greet-on-move-in.js';
import { RemindAtCareNode } from './care-message/remind-at-care-node.js';
import { InviteToRate } from './care-message/invite-to-rate.js';
import { RemindToRate } from './care-message/remind-to-rate.js';
import { StopForRatedCase } from './care-message/stop-for-rated-case.js';
import { RetryCareMessageHandler } from './care-message/retry-care-message.js';
import { RewordForChangedUnit } from './care-message/reword-for-changed-unit.js';
import { StopForCancelledSubscription } from './care-message/stop-for-cancelled-subscription.js';
import { SuppressCareMessageHandler } from './care-message/suppress-care-message.js';
import { FindClubMembersHandler } from './club-member/find-club-members.js';
import { GetClubMemberHandler } from './club-member/get-club-member.js';
import { JoinClubHandler } from './club-member/join-club.js';
import { TellCustomerLife } from './customer/tell-customer-life.js';
import { CareMessageWorker, SendingPace } from './sending/care-message-worker.js';
import { LogSender } from './sending/log-sender.js';
import { MessageSender } from './sending/message-sender.js';

/** What this department answers and reacts to, by aggregate. */
export const useCases = [
  // care-message: 短信温馨速递
  CongratulateOnSubscription,
  GreetOnMoveIn,
  RemindAtCareNode,
  RewordForChangedUnit,
  StopForCancelledSubscription,
  InviteToRate,
  RemindToRate,
  StopForRatedCase,
  GetCareMessageHandler,
  FindCareMessagesHandler,
  SuppressCareMessageHandler,
  RetryCareMessageHandler,
  // club-member: 客户会
  JoinClubHandler,
  GetClubMemberHandler,
  FindClubMembersHandler,
  // customer: what we know of him, and persons
  TellCustomerLife,
  tellsContact('client-club'),
  ...revealsPersons('client-club', { sql: 'select project_id, null as staff_id from club_member where party_id = ?' }),
  // work-contact-letter: 工作联系函
  ...takesLetters('client-club'),
  // authority: the copy of 审批权限 and 授权委托书
  ...keepsAuthority,
  // project: the copy of the projects
  ...keepsProjects,
];

/** Everything this department does, with the sender that carries its messages. */
@Module({
  controllers: useCases,
  providers: [CareMessageWorker, SendingPace, { provide: MessageSender, useClass: LogSender }],
})
export class AppModule {}
