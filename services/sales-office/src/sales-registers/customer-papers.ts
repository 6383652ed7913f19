import { FindDealFiles, FindProblemCustomers, FindProspects, FindVisits, GetDealFile } from '@linli/contracts';
import { form, minute, register, words, type Paper } from '@linli/papers';
import { plusDays, startOfDay } from '@linli/kernel';
import { dealFileColumns, type DealFileRow } from '../deal-file/deal-file.view.js';
import { problemCustomerColumns, type ProblemCustomerRow } from '../problem-customer/problem-customer.view.js';
import { opens, ownBook } from '../prospect/book.js';
import { prospectColumns, type ProspectRow } from '../prospect/prospect.view.js';
import { visitColumns, type VisitRow } from '../visit/visit.view.js';
import { coded, inProjects, problems, states } from './paper-words.js';

/** 问题客户一览表 [REQ-096]. */
const problemRegister = register({
  name: 'problem-customer-register',
  title: '问题客户一览表',
  of: FindProblemCustomers,
  columns: [
    { header: '编号', kind: 'text', width: 18, value: ({ formNo }) => formNo },
    { header: '状态', kind: 'text', width: 8, value: ({ state }) => words(states, state) },
    { header: '客户姓名', kind: 'text', value: ({ customerName }) => customerName },
    { header: '房号', kind: 'text', width: 14, value: ({ room }) => room ?? undefined },
    { header: '类别', kind: 'text', width: 8, value: ({ kind }) => words(problems, kind) },
    { header: '问题', kind: 'text', width: 40, value: ({ problem }) => problem },
    { header: '上报人', kind: 'text', width: 12, value: ({ reportedBy }) => reportedBy },
    { header: '上报时间', kind: 'text', width: 18, value: ({ reportedAt }) => minute(reportedAt) },
    { header: '处理办法', kind: 'text', width: 40, value: ({ measure }) => measure ?? undefined },
    { header: '责任人', kind: 'text', width: 12, value: ({ owner }) => owner ?? undefined },
    { header: '完成期限', kind: 'day', value: ({ dueOn }) => dueOn ?? undefined },
    { header: '结果', kind: 'text', width: 40, value: ({ result }) => result ?? undefined },
    { header: '销售代表', kind: 'text', width: 12, value: ({ consultant }) => consultant },
  ],
  list: ({ projectId, state, kind }, { by }) => ({
    columns: problemCustomerColumns,
    from: 'problem_customer q',
    where: {
      'q.project_id = ?': projectId,
      'q.state = ?': state,
      'q.kind = ?': kind,
      'q.project_id = any(?)': inProjects(by),
      'q.consultant_id = ?': ownBook(by),
    },
    oldestFirst: 'q.id',
  }),
  row: (row: ProblemCustomerRow) => row,
});

/** 意向客户登记表 as a list [REQ-081]. */
const prospectRegister = register({
  name: 'prospect-register',
  title: '意向客户登记表',
  of: FindProspects,
  columns: [
    { header: '编号', kind: 'text', width: 18, value: ({ formNo }) => formNo },
    { header: '销售代表', kind: 'text', width: 12, value: ({ consultant }) => consultant },
    { header: '客户姓名', kind: 'text', value: ({ customerName }) => customerName },
    { header: '联系电话', kind: 'text', value: ({ phone }) => phone ?? undefined },
    { header: '来访/来电', kind: 'text', width: 8, value: ({ contactKind }) => coded(contactKind) },
    { header: '首次接触', kind: 'text', width: 18, value: ({ firstContactAt }) => minute(firstContactAt) },
    { header: '客户等级', kind: 'text', width: 8, value: ({ intentGrade }) => intentGrade },
    { header: '认知途径', kind: 'text', width: 12, value: ({ channel }) => coded(channel) },
    { header: '意向户型', kind: 'text', value: ({ wantedLayouts }) => wantedLayouts.join('、') },
    { header: '预算', kind: 'yuan', value: ({ budgetFen }) => budgetFen ?? undefined },
    { header: '追踪次数', kind: 'integer', value: ({ followUps }) => followUps.length },
    { header: '最近追踪', kind: 'text', width: 40, value: ({ followUps }) => followUps.at(-1)?.content },
    { header: '下次跟进', kind: 'day', value: ({ nextOn }) => nextOn ?? undefined },
    { header: '状态', kind: 'text', width: 8, value: ({ state }) => words(states, state) },
    { header: '流失原因', kind: 'text', width: 24, value: ({ lostReason }) => lostReason ?? undefined },
  ],
  list: ({ projectId, state, intentGrade, consultantId, nextBy }, { by }) => ({
    columns: prospectColumns,
    from: 'prospect s join party p on p.id = s.party_id',
    where: {
      's.project_id = ?': projectId,
      's.state = ?': state,
      's.intent_grade = ?': intentGrade,
      's.consultant_id = ?': consultantId,
      's.next_on <= ?': nextBy,
      's.project_id = any(?)': inProjects(by),
      '?::text = s.consultant_id': ownBook(by),
    },
    oldestFirst: 's.id',
  }),
  row: (row: ProspectRow) => row,
});

/** 来电来访客户记录 [REQ-097]. */
const visitRegister = register({
  name: 'visit-register',
  title: '来电来访客户记录',
  of: FindVisits,
  columns: [
    { header: '时间', kind: 'text', width: 18, value: ({ at }) => minute(at) },
    { header: '来电/来访', kind: 'text', width: 8, value: ({ kind }) => coded(kind) },
    { header: '客户姓名', kind: 'text', value: ({ customerName }) => customerName ?? undefined },
    { header: '联系电话', kind: 'text', value: ({ phone }) => phone ?? undefined },
    { header: '认知途径', kind: 'text', width: 12, value: ({ channel }) => coded(channel) },
    { header: '关注问题', kind: 'text', width: 30, value: ({ concerns }) => concerns.join('、') },
    { header: '人数', kind: 'integer', value: ({ partySize }) => partySize ?? undefined },
    { header: '意向', kind: 'text', width: 8, value: ({ intentGrade }) => intentGrade ?? undefined },
    { header: '值班人员', kind: 'text', width: 12, value: ({ loggedBy }) => loggedBy },
    { header: '接待人', kind: 'text', width: 12, value: ({ consultant }) => consultant ?? undefined },
    { header: '备注', kind: 'text', width: 40, value: ({ remark }) => remark ?? undefined },
  ],
  list: ({ projectId, kind, state, on }, { by }) => ({
    columns: visitColumns,
    from: 'visit v left join party p on p.id = v.party_id',
    where: {
      'v.project_id = ?': projectId,
      'v.kind = ?': kind,
      'v.state = ?': state,
      'v.at >= ?': on === undefined ? undefined : startOfDay(on),
      'v.at < ?': on === undefined ? undefined : startOfDay(plusDays(on, 1)),
      'v.project_id = any(?)': inProjects(by),
    },
    oldestFirst: 'v.id',
  }),
  row: (row: VisitRow) => row,
});

/** 成交客户档案 as a list [REQ-101]. */
const dealFileRegister = register({
  name: 'deal-file-register',
  title: '成交客户档案一览表',
  of: FindDealFiles,
  columns: [
    { header: '编号', kind: 'text', width: 18, value: ({ formNo }) => formNo },
    { header: '客户姓名', kind: 'text', value: ({ customerName }) => customerName },
    { header: '房号', kind: 'text', width: 14, value: ({ room }) => room },
    { header: '签约日期', kind: 'day', value: ({ signedOn }) => signedOn },
    { header: '客户分类', kind: 'text', width: 8, value: ({ tier }) => tier ?? undefined },
    { header: '客户特点', kind: 'text', width: 40, value: ({ traits }) => traits ?? undefined },
    { header: '成交原因', kind: 'text', width: 40, value: ({ whyBought }) => whyBought ?? undefined },
    { header: '比较过的项目', kind: 'text', width: 24, value: ({ comparedWith }) => comparedWith ?? undefined },
    { header: '销售代表', kind: 'text', width: 12, value: ({ consultant }) => consultant },
    { header: '主管确认', kind: 'text', width: 12, value: ({ confirmedBy }) => confirmedBy ?? undefined },
    { header: '状态', kind: 'text', width: 8, value: ({ state }) => words(states, state) },
  ],
  list: ({ projectId, state, tier }, { by }) => ({
    columns: dealFileColumns,
    from: 'deal_file f',
    where: {
      'f.project_id = ?': projectId,
      'f.state = ?': state,
      'f.tier = ?': tier,
      'f.project_id = any(?)': inProjects(by),
      'f.consultant_id = ?': ownBook(by),
    },
    oldestFirst: 'f.id',
  }),
  row: (row: DealFileRow) => row,
});

/** 成交客户档案 of one customer [REQ-101]. */
const dealFileForm = form({
  name: 'deal-file-form',
  title: '成交客户档案',
  of: GetDealFile,
  async fill({ dealFileId }, { reader, by }) {
    const row = await reader.one<DealFileRow>(`select ${dealFileColumns} from deal_file f where f.id = $1`, [
      dealFileId,
    ]);
    if (!row || !opens(by, row)) return undefined;
    return {
      title: '成交客户档案',
      number: row.formNo,
      parts: [
        {
          fields: [
            ['客户姓名', row.customerName],
            ['房号', row.room],
            ['签约日期', row.signedOn],
            ['客户分类', row.tier ?? undefined],
            ['销售代表', row.consultant],
            ['状态', words(states, row.state)],
          ],
        },
        { label: '客户特点', text: row.traits ?? undefined, lines: 3 },
        { label: '成交原因', text: row.whyBought ?? undefined, lines: 2 },
        { label: '比较过的项目', text: row.comparedWith ?? undefined, lines: 2 },
        { signatures: ['销售代表', '销售主管'] },
      ],
    };
  },
});

/** Lists of customers, and the file of one. */
export const customerPapers: readonly Paper[] = [
  problemRegister,
  prospectRegister,
  visitRegister,
  dealFileRegister,
  dealFileForm,
];
