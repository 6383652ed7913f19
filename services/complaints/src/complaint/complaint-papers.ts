import {
  FindComplaints,
  FindDisputes,
  GetComplaint,
  roleNames,
  type ComplaintView,
  type Role,
  type WarrantyView,
} from '@linli/contracts';
import {
  form,
  minute,
  register,
  words,
  type PaperRoom,
  type Printed,
  type PrintedField,
  type PrintedPart,
} from '@linli/papers';
import type { SheetColumn } from '@linli/sheets';
import { lettersOfCase } from '../corrective-action/corrective-action-papers.js';
import { complaintColumns, jsonOfRow, type ComplaintRow } from './complaint.view.js';

const channels = { HOTLINE: '投诉电话', VISIT: '来访', LETTER: '来函', ONLINE: '线上', MEDIA: '媒体', OTHER: '其他' };
const sources = {
  DIRECT: '客户直接',
  FROM_PROPERTY_COMPANY: '物业转来',
  SALES_PHASE: '销售阶段',
  MEDIA_MONITORING: '媒体监控',
};
const caseKindNames = { COMPLAINT: '投诉', REPAIR: '报修', SUGGESTION: '建议', OBJECTION: '异议' };
const grounds = { MONEY: '涉及金钱', CONTRACT: '涉及合同', LAW: '涉及法律', NEGOTIATION_FAILED: '磋商未成' };
const kinds = { OWNER: '业主', TENANT: '租户', PROSPECT: '意向客户' };
const categories = {
  QUALITY: '工程质量',
  SERVICE: '服务',
  SALES: '销售',
  CONTRACT: '合同',
  PROPERTY_MANAGEMENT: '物业管理',
  ENVIRONMENT: '环境',
  OTHER: '其他',
};
const urgencies = { NORMAL: '一般', URGENT: '紧急', EMERGENCY: '特急' };
const validities = { JUSTIFIED: '有效', PARTLY: '部分有效', UNJUSTIFIED: '无效' };
const decisions = { APPROVED: '同意', REJECTED: '不同意' };
const coverages = { COVERED: '保修内', NOT_COVERED: '保修外', UNKNOWN: '待查' };
export const partNames = {
  FOUNDATION_STRUCTURE: '地基基础和主体结构',
  ROOF_WATERPROOFING: '屋面防水',
  WET_ROOM_WATERPROOFING: '卫生间、房间防渗漏',
  OUTER_WALL_WATERPROOFING: '外墙面防渗漏',
  HEATING: '供热系统',
  COOLING: '供冷系统',
  WIRING: '电气管线',
  PIPES: '给排水管道',
  EQUIPMENT: '设备安装',
  DECORATION: '装修',
};
const talks = { PRELIMINARY: '初步磋商', FORMAL: '正式磋商' };
const satisfactions = { SATISFIED: '满意', ACCEPTABLE: '基本满意', DISSATISFIED: '不满意' };
export const states = {
  REGISTERED: '已受理',
  INVESTIGATED: '已调查',
  PLANNED: '已提方案',
  APPROVAL: '审批中',
  REPLANNING: '调整方案',
  NEGOTIATING: '磋商中',
  EXECUTING: '处置中',
  EXECUTED: '已处置',
  CHECKED: '已检查',
  FED_BACK: '已反馈',
  CLOSED: '已结案',
  WITHDRAWN: '已撤回',
  UNAGREED: '未达成一致',
};

const viewOf = (row: ComplaintRow): ComplaintView => JSON.parse(jsonOfRow(row)) as ComplaintView;

const columns = [
  { header: '编号', kind: 'text', width: 18, value: ({ view }) => view.formNo },
  { header: '类型', kind: 'text', width: 8, value: ({ view }) => words(caseKindNames, view.kind) },
  { header: '状态', kind: 'text', width: 12, value: ({ view }) => words(states, view.state) },
  { header: '受理时间', kind: 'text', width: 18, value: ({ view }) => minute(view.receivedAt) },
  { header: '受理人', kind: 'text', width: 12, value: ({ view }) => view.receivedBy },
  { header: '受理方式', kind: 'text', width: 10, value: ({ view }) => words(channels, view.channel) },
  { header: '投诉来源', kind: 'text', width: 10, value: ({ view }) => words(sources, view.source) },
  { header: '客户姓名', kind: 'text', width: 10, value: ({ view }) => view.customerName },
  { header: '联系电话', kind: 'text', width: 14, value: ({ view }) => view.phone },
  { header: '客户类别', kind: 'text', width: 10, value: ({ view }) => words(kinds, view.customerKind) },
  { header: '房号', kind: 'text', width: 16, value: ({ view }) => view.room },
  { header: '投诉类别', kind: 'text', width: 10, value: ({ view }) => words(categories, view.category) },
  { header: '紧急程度', kind: 'text', width: 10, value: ({ view }) => words(urgencies, view.urgency) },
  { header: '投诉内容', kind: 'text', width: 50, value: ({ view }) => view.content },
  { header: '客户诉求', kind: 'text', width: 30, value: ({ view }) => view.demand },
  { header: '保修', kind: 'text', width: 10, value: ({ view }) => words(coverages, view.warranty?.coverage) },
  { header: '保修至', kind: 'day', value: ({ view }) => view.warranty?.coveredUntil },
  { header: '责任人', kind: 'text', width: 12, value: ({ view }) => view.assignee },
  { header: '完成期限', kind: 'day', value: ({ view }) => view.dueOn },
] satisfies SheetColumn<{ view: ComplaintView }>[];

/** 客户投诉登记表 as a list. */
export const complaintRegister = register({
  name: 'complaint-register',
  title: '客户投诉登记表',
  of: FindComplaints,
  columns,
  list: ({ projectId, state, kind, open, assigneeId }, { by }) => ({
    columns: complaintColumns,
    from: 'complaint c',
    where: {
      'c.project_id = ?': projectId,
      'c.state = ?': state,
      'c.kind = ?': kind,
      'c.is_open and true = ?': open || undefined,
      'c.assignee_id = ?': assigneeId,
      'c.project_id = any(?)': by.seesAll ? undefined : by.projects,
    },
    oldestFirst: 'c.id',
  }),
  row: (row: ComplaintRow) => ({ id: row.id, view: viewOf(row) }),
});

/** 纠纷登记簿: the disputes among the complaints, under their numbers [REQ-138]. */
export const disputeRegister = register({
  name: 'dispute-register',
  title: '纠纷登记簿',
  of: FindDisputes,
  columns: [
    ...columns,
    { header: '纠纷事由', kind: 'text', width: 12, value: ({ view }) => words(grounds, view.dispute?.ground) },
    { header: '纠纷经过', kind: 'text', width: 40, value: ({ view }) => view.dispute?.reason },
  ],
  list: ({ projectId }, { by }) => ({
    columns: `${complaintColumns}, jsonb_build_object('dispute', c.handling->'dispute') as handling`,
    from: 'complaint c',
    where: {
      'c.disputed and true = ?': true,
      'c.project_id = ?': projectId,
      'c.project_id = any(?)': by.seesAll ? undefined : by.projects,
    },
    oldestFirst: 'c.id',
  }),
  row: (row: ComplaintRow) => ({ id: row.id, view: viewOf(row) }),
});

/** 客户投诉登记表 of one case, with everything that was done about it. */
export const complaintForm = form({
  name: 'complaint-form',
  title: '客户投诉登记表',
  of: GetComplaint,
  fill: ({ complaintId }, room) => fillIn('客户投诉登记表', complaintId, room),
});

/** The page of 纠纷登记簿 about one dispute: the same stages under the same number. */
export const disputeForm = form({
  name: 'dispute-form',
  title: '纠纷登记簿',
  of: GetComplaint,
  fill: ({ complaintId }, room) => fillIn('纠纷登记簿', complaintId, room, 'and c.disputed'),
});

async function fillIn(
  title: string,
  complaintId: string,
  { reader, by }: PaperRoom,
  condition = '',
): Promise<Printed | undefined> {
  const row = await reader.one<ComplaintRow>(
    `select ${complaintColumns}, c.handling from complaint c where c.id = $1 ${condition}`,
    [complaintId],
  );
  if (!row || !by.sees(row.projectId)) return undefined;
  const view = viewOf(row);
  const { dispute } = view;
  return {
    title,
    number: view.formNo,
    lines: [
      `项目:${view.projectId}    类型:${words(caseKindNames, view.kind)}    状态:${words(states, view.state)}`,
      ...(dispute ? [`纠纷:${words(grounds, dispute.ground)} ${minute(dispute.at)}`] : []),
    ],
    parts: [
      ...intake(view),
      ...handling(view),
      { label: '纠正/预防措施(工作联系函)', text: await lettersOfCase(reader, complaintId) },
      { signatures: ['受理人', '主管经理', '客户'] },
    ],
  };
}

function intake(view: ComplaintView): PrintedPart[] {
  return [
    {
      fields: [
        ['受理时间', minute(view.receivedAt)],
        ['受理人', view.receivedBy],
        ['受理方式', words(channels, view.channel)],
        ['投诉来源', words(sources, view.source)],
        ['客户姓名', view.customerName],
        ['联系电话', view.phone],
        ['客户类别', words(kinds, view.customerKind)],
        ['房号', view.room],
        ['投诉类别', words(categories, view.category)],
        ['紧急程度', words(urgencies, view.urgency)],
        ['完成期限', view.dueOn],
      ],
    },
    ...(view.warranty ? [{ fields: warrantyFields(view.warranty) }] : []),
    { label: '投诉内容', text: view.content, lines: 3 },
    { label: '客户诉求', text: view.demand },
  ];
}

const warrantyFields = ({ part, coverage, coveredUntil, rule }: WarrantyView): PrintedField[] => [
  ['保修部位', words(partNames, part)],
  ['保修', [words(coverages, coverage), coveredUntil && `至 ${coveredUntil}`].filter(Boolean).join(' ')],
  ['依据', rule],
];

/** Stages that are still to come are left blank, to be filled in by hand. */
function handling({ investigation, plans = [], disposals = [], feedback, ending }: ComplaintView): PrintedPart[] {
  const plan = plans.at(-1);
  const negotiations = plans.flatMap(({ number, talks: held }) => held.map((talk) => ({ number, ...talk })));
  const disposal = disposals.at(-1);
  return [
    { label: '调查情况', text: investigation?.findings },
    { label: '问题原因', text: investigation?.cause },
    {
      fields: [
        ['责任', investigation && `${investigation.responsibleDepartment}:${investigation.liability}`],
        ['有效/无效', words(validities, investigation?.validity)],
        ['调查人', investigation?.investigator],
        ['调查时间', minute(investigation?.investigatedAt)],
      ],
    },
    { label: `处置方案${plan ? `(第${plan.number}版)` : ''}`, text: plan?.content, lines: 3 },
    {
      fields: [
        ['审批权限', words(roleNames, plan?.approverRole as Role | undefined)],
        ['审批结果', words(decisions, plan?.decision)],
        ['审批人', plan?.approver],
        ['审批意见', plan?.opinion],
      ],
    },
    ...(negotiations.length === 0
      ? [{ label: '磋商记录', text: undefined }]
      : [
          { heading: '磋商记录' },
          {
            headers: ['方案', '时间', '磋商', '参加人', '磋商内容', '客户答复', '达成一致'],
            widths: [34, 62, 44, 70, '*' as const, '*' as const, 44],
            rows: negotiations.map((talk) => [
              `第${talk.number}版`,
              minute(talk.at),
              words(talks, talk.kind),
              talk.attendees,
              talk.offer,
              talk.answer,
              talk.agreed === undefined ? '' : talk.agreed ? '是' : '否',
            ]),
          },
        ]),
    { label: '处置结果', text: disposal?.result },
    {
      fields: [
        ['处置人', disposal?.executor],
        ['处置时间', minute(disposal?.disposedAt)],
        ['检查人', disposal?.checker],
        ['检查结果', disposal?.checkResult],
      ],
    },
    { label: '客户意见', text: feedback?.customerOpinion },
    {
      fields: [
        ['满意度', words(satisfactions, feedback?.satisfaction)],
        ['反馈', feedback && `${feedback.by} ${minute(feedback.at)}`],
        ['结案', ending && [ending.by, minute(ending.at), ending.reason].filter(Boolean).join(' ')],
      ],
    },
  ];
}
