import {
  ApproveOfficialAnswer,
  CloseIncident,
  GetIncident,
  incidentStates,
  OpenIncident,
  RegisterComplaint,
  RejectOfficialAnswer,
  SubmitOfficialAnswer,
  type IncidentView,
} from '@linli/contracts';
import { plusDays } from '@linli/kernel';
import { owners } from './deals.js';
import { all, approvers, projectId, walk, type Office, type Step } from './office.js';

type IncidentState = (typeof incidentStates)[number];

const matters: Readonly<Record<IncidentState, readonly [category: string, title: string, description: string]>> = {
  OPEN: ['ENVIRONMENT', '2栋东侧夜间施工', '相邻地块夜间浇筑,多户来电'],
  APPROVAL: ['PROPERTY_MANAGEMENT', '1栋电梯停运', '3号电梯主板故障,待更换'],
  ANSWERED: ['QUALITY', '1栋1单元厨房渗水', '同一批次排烟道防水施工缺陷'],
  CLOSED: ['SERVICE', '门禁系统升级', '升级当日门禁卡失效'],
};
const answer = '原因已查明,正在整改,三日内完成并逐户回访;给您带来不便,深表歉意。';

/** 事件 in each state, with the cases of some of their callers. */
export async function loadIncidents(office: Office): Promise<number> {
  await all(incidentStates, (target, n) => handle(office, target, n));
  return incidentStates.length;
}

async function handle(office: Office, target: IncidentState, n: number): Promise<void> {
  const name = `incident-${target}`;
  const handler = 'complaint-handler';
  const [category, title, description] = matters[target];
  const made = await office.make(name, handler, OpenIncident, { projectId, category, title, description });
  if (made.state === 'OPEN' && made.answers.length === 0)
    await all([2 * n, 2 * n + 1], (i) =>
      call(office, name, owners[i % owners.length]!, made.id, { category, content: title }),
    );
  const submit = office.step(name, handler, SubmitOfficialAnswer, { content: answer });
  const decide: Step<IncidentView> = [
    'APPROVAL',
    (view) => {
      const by = approvers[view.answers.at(-1)!.approverRole]!;
      return office.step(name, by, ApproveOfficialAnswer, { opinion: '同意' })(view);
    },
  ];
  const reject: Step<IncidentView> = [
    'APPROVAL',
    (view) => {
      const by = approvers[view.answers.at(-1)!.approverRole]!;
      return office.step(name, by, RejectOfficialAnswer, { opinion: '请写明整改期限' })(view);
    },
  ];
  const ways: Readonly<Record<IncidentState, readonly Step<IncidentView>[]>> = {
    OPEN: made.answers.length === 0 ? [['OPEN', submit], reject] : [],
    APPROVAL: [['OPEN', submit]],
    ANSWERED: [['OPEN', submit], decide],
    CLOSED: [
      ['OPEN', submit],
      decide,
      ['ANSWERED', office.step(name, handler, CloseIncident, { reason: '已恢复正常' })],
    ],
  };
  const current = await office.desk(handler).ask(GetIncident, { incidentId: made.id });
  await walk(current, ways[target]);
}

async function call(
  office: Office,
  name: string,
  { room, person }: (typeof owners)[number],
  incidentId: string,
  about: { readonly category: string; readonly content: string },
): Promise<void> {
  await office.make(`${name}-${room}`, 'customer-assistant', RegisterComplaint, {
    ...{ projectId, channel: 'HOTLINE', source: 'DIRECT', customerKind: 'OWNER', room, incidentId, ...about },
    ...{ customerName: person.name, phone: person.phone, urgency: 'NORMAL', dueOn: plusDays(office.today, 3) },
  });
}
