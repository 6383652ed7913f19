import { GetCaseBreakdown, GetCaseReport, GetReportResult, GetStageReport, type ReportLine } from '@linli/contracts';
import { minute, report, words } from '@linli/papers';
import { Refusal } from '@linli/kernel';
import { states } from '../complaint/complaint-papers.js';
import { reportResult } from '../saved-report/get-report-result.js';
import { caseBreakdown } from './get-case-breakdown.js';
import { caseReport } from './get-case-report.js';
import { stageReport } from './get-stage-report.js';

type Cells = (string | number | undefined)[];
const period = ({ from, to, projectId }: { from: string; to: string; projectId?: string }) =>
  `受理期间:${from} 至 ${to}${projectId ? `    项目:${projectId}` : ''}`;
const satisfactions = { SATISFIED: '满意', ACCEPTABLE: '基本满意', DISSATISFIED: '不满意' };
const score = (value: number | undefined) => (value === undefined ? undefined : value.toFixed(2));

/** 事件报告 of one case, with its stages [REQ-165, REQ-168]. */
export const caseReportPaper = report({
  name: 'case-report',
  title: '事件报告',
  of: GetCaseReport,
  async compile({ complaintId }, { reader, by }) {
    const found = await caseReport(reader, complaintId, by).catch(unlessNotFound);
    if (!found) return undefined;
    const { formNo, projectId, room, receivedAt, dueOn, endedAt, expectedEndAt, minutesNeeded } = found;
    const { content, satisfaction, rating, quality, reopened, calls } = found;
    return {
      title: '事件报告',
      number: formNo,
      about: `编号:${formNo}    项目:${projectId}${room ? `    房号:${room}` : ''}`,
      columns: [
        { header: '阶段', kind: 'text', width: 14 },
        { header: '开始', kind: 'text', width: 18 },
        { header: '结束', kind: 'text', width: 18 },
        { header: '历时(分钟)', kind: 'integer', width: 12, summed: true },
      ],
      sections: [
        {
          name: '服务阶段',
          total: true,
          rows: found.stages.map(({ stage, enteredAt, leftAt, minutes }): Cells => {
            return [words(states, stage), minute(enteredAt), minute(leftAt), minutes];
          }),
        },
      ],
      notes: [
        ['描述', content],
        ['受理时间、期限', `${minute(receivedAt) ?? ''}    ${dueOn}${found.late ? '(已超期)' : ''}`],
        [
          '结束',
          endedAt
            ? (minute(endedAt) ?? '')
            : `可能于 ${minute(expectedEndAt) ?? '—'},还需 ${minutesNeeded ?? '—'} 分钟`,
        ],
        ['满意度、客户评分', `${words(satisfactions, satisfaction) ?? '—'}    ${rating ?? '—'}`],
        ['质量抽查', `${quality ?? '—'}`],
        ['重开、通话', `${reopened} 次    ${calls} 次`],
      ],
    };
  },
});

/** 服务阶段报告 with the clocks kept and broken, and what customers and checks say [REQ-169]. */
export const stageReportPaper = report({
  name: 'stage-report',
  title: '服务阶段报告',
  of: GetStageReport,
  async compile(asked, { reader, by }) {
    const found = await stageReport(reader, asked, by);
    const { received, ended, inTime, late, reopenedCases, reopenings, invited = 0, scores = [] } = found;
    const count = (name: string, many: number): Cells => [name, many];
    return {
      title: '服务阶段报告',
      about: period(asked),
      columns: [
        { header: '项目', kind: 'text', width: 20 },
        { header: '件数', kind: 'integer', width: 8, summed: true },
        { header: '现有', kind: 'integer', width: 8, summed: true },
        { header: '至此中位', kind: 'integer', width: 10 },
        { header: '至此九成', kind: 'integer', width: 10 },
        { header: '历时中位', kind: 'integer', width: 10 },
        { header: '历时九成', kind: 'integer', width: 10 },
        { header: '还需中位', kind: 'integer', width: 10 },
        { header: '还需九成', kind: 'integer', width: 10 },
        { header: '按时', kind: 'integer', width: 8, summed: true },
        { header: '超时', kind: 'integer', width: 8, summed: true },
      ],
      sections: [
        {
          name: '概况',
          total: false,
          rows: [
            ...[count('受理', received), count('已结束', ended), count('按期', inTime), count('超期', late)],
            ...[count('重开的件数', reopenedCases), count('重开次数', reopenings), count('邀请评价', invited)],
          ],
        },
        {
          name: '阶段(分钟)',
          total: false,
          rows: found.stages.map((s): Cells => [
            ...[words(states, s.stage), s.entered, s.open, s.toMedian, s.toNinety],
            ...[s.inMedian, s.inNinety, s.leftMedian, s.leftNinety],
          ]),
        },
        {
          name: '时限',
          total: true,
          rows: found.clocks.map(({ rule, title, kept, broken }): Cells => [
            ...[title ?? rule, kept + broken],
            ...Array<undefined>(7).fill(undefined),
            ...[kept, broken],
          ]),
        },
        {
          name: '满意度',
          total: true,
          rows: found.ratings.map(({ satisfaction, cases }) => count(words(satisfactions, satisfaction) ?? '—', cases)),
        },
        { name: '客户评分', total: true, rows: scores.map((each) => count(`${each.score} 分`, each.byCustomers)) },
        { name: '质量抽查', total: true, rows: scores.map((each) => count(`${each.score} 分`, each.byChecks)) },
      ],
    };
  },
});

/** 投诉统计 by one field [REQ-169]. */
export const breakdownPaper = report({
  name: 'case-breakdown',
  title: '投诉统计',
  of: GetCaseBreakdown,
  async compile(asked, { reader, by }) {
    const { lines } = await caseBreakdown(reader, asked, by);
    return { title: '投诉统计', about: period(asked), ...counted('统计', lines) };
  },
});

/** 自定义报告 [REQ-170, REQ-178]. */
export const savedReportPaper = report({
  name: 'saved-report',
  title: '自定义报告',
  of: GetReportResult,
  async compile(asked, { reader, by }) {
    const found = await reportResult(reader, asked, by).catch(unlessNotFound);
    if (!found) return undefined;
    return { title: found.title, about: period(asked), ...counted('结果', found.result.lines) };
  },
});

/** Codes stay codes: whoever defined the report grouped by them. */
function counted(name: string, lines: readonly ReportLine[]) {
  return {
    columns: [
      { header: '分组', kind: 'text', width: 36 },
      { header: '数量', kind: 'integer', width: 8, summed: true },
      { header: '未完成', kind: 'integer', width: 8, summed: true },
      { header: '按期', kind: 'integer', width: 8, summed: true },
      { header: '超期', kind: 'integer', width: 8, summed: true },
      { header: '历时中位数', kind: 'integer', width: 12 },
      { header: '客户评分', kind: 'text', width: 10 },
      { header: '质量抽查', kind: 'text', width: 10 },
    ] as const,
    sections: [
      {
        name,
        total: true,
        rows: lines.map((line): Cells => [
          ...[line.keys.join(' / '), line.count, line.open, line.inTime, line.late, line.median],
          ...[score(line.rating), score(line.quality)],
        ]),
      },
    ],
  };
}

function unlessNotFound(error: unknown): undefined {
  if (error instanceof Refusal && error.kind === 'not-found') return undefined;
  throw error;
}
