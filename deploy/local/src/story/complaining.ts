import {
  AcknowledgeComplaint,
  ApprovePlan,
  CloseComplaint,
  DisposeOfComplaint,
  FeedBackToCustomer,
  GetCustomer,
  InvestigateComplaint,
  PassDisposalCheck,
  ProposePlan,
  RecordAgreement,
  RecordDisagreement,
  RegisterComplaint,
  RejectPlan,
  SubmitPlan,
  type ComplaintView,
} from '@linli/contracts';
import { plusDays } from '@linli/kernel';
import { projectId } from '../demo/office.js';
import type { Purchase } from './buying.js';
import type { Family } from './family.js';
import type { Teller } from './teller.js';

const handler = 'complaint-handler';
const manager = 'manager-in-charge';
const shown = ({ formNo, state }: ComplaintView): string => `${formNo} ${state}`;

/** A complaint with a rejected plan and a failed talk, until the family is heard. */
export async function complain(story: Teller, family: Family, { customerId }: Purchase): Promise<void> {
  const { name, phone, unit, today } = family;
  story.chapter('投诉');
  let view = await story.does(
    handler,
    '登记投诉:厨房顶棚渗水',
    (desk) =>
      desk.ask(RegisterComplaint, {
        ...{ projectId, channel: 'HOTLINE', source: 'DIRECT', customerKind: 'OWNER', room: unit.room, phone },
        ...{ customerName: name, category: 'QUALITY', urgency: 'URGENT', content: '厨房顶棚渗水' },
        dueOn: plusDays(today, 7),
      }),
    shown,
  );
  const { partyId } = view;
  await story.follows(
    '客户信息库',
    '认出投诉人',
    'customer-affairs',
    async (desk) => {
      const customer = await desk.ask(GetCustomer, { customerId });
      return customer.parties.some((party) => party.partyId === partyId) ? customer : undefined;
    },
    ({ name: masked, parties }) => `客户 ${masked},${parties.length} 个部门认识他`,
  );
  view = await story.does(
    handler,
    '受理确认:电话告知已受理',
    (desk) => desk.step(AcknowledgeComplaint, view, { how: 'PHONE', told: '三日内答复' }),
    shown,
  );
  const report = {
    findings: '楼上管道接口松动',
    cause: '施工质量',
    liability: '总包',
    responsibleDepartment: '工程部',
  };
  const verdict = { ...report, validity: 'JUSTIFIED', validityReason: '现场属实' };
  view = await story.does(handler, '调查与分析', (desk) => desk.step(InvestigateComplaint, view, verdict), shown);
  view = await propose(story, view, '仅补漆');
  view = await story.does(
    manager,
    '退回方案:须先堵漏',
    (desk) => desk.step(RejectPlan, view, { opinion: '须先堵漏' }),
    shown,
  );
  view = await propose(story, view, '堵漏并补漆');
  view = await story.does(manager, '批准方案', (desk) => desk.step(ApprovePlan, view), shown);
  const talk = (answer: string) => ({
    ...{ heldAt: new Date(Date.now() - 60_000).toISOString(), attendees: '业主、投诉专人', offer: '修复', answer },
  });
  view = await story.does(
    handler,
    '磋商:业主要求更换吊顶',
    (desk) => desk.step(RecordDisagreement, view, talk('不同意')),
    shown,
  );
  view = await propose(story, view, '堵漏并更换吊顶');
  view = await story.does(manager, '批准方案', (desk) => desk.step(ApprovePlan, view), shown);
  view = await story.does(handler, '磋商:业主同意', (desk) => desk.step(RecordAgreement, view, talk('同意')), shown);
  view = await story.does(
    handler,
    '处置',
    (desk) => desk.step(DisposeOfComplaint, view, { result: '已更换吊顶' }),
    shown,
  );
  const check = { checkResult: '无渗水' };
  view = await story.does('cs-supervisor', '检查处置结果', (desk) => desk.step(PassDisposalCheck, view, check), shown);
  const opinion = { customerOpinion: '满意', satisfaction: 'SATISFIED' };
  view = await story.does(
    handler,
    '向客户反馈、听取意见',
    (desk) => desk.step(FeedBackToCustomer, view, opinion),
    shown,
  );
  await story.does(handler, '结案', (desk) => desk.step(CloseComplaint, view), shown);
}

async function propose(story: Teller, complaint: ComplaintView, content: string): Promise<ComplaintView> {
  const planned = await story.does(
    handler,
    `提出处置方案:${content}`,
    (desk) => desk.step(ProposePlan, complaint, { content }),
    shown,
  );
  return story.does(handler, '报审方案', (desk) => desk.step(SubmitPlan, planned), shown);
}
