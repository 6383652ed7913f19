import {
  DefineReport,
  knowledgeStates,
  LikeTip,
  PostTip,
  PublishKnowledgeArticle,
  RemoveReport,
  ReplyToTip,
  RetireKnowledgeArticle,
  SolveWithKnowledgeArticle,
  VoteOnKnowledgeArticle,
  WithdrawTip,
  WriteKnowledgeArticle,
  type ComplaintView,
  type KnowledgeArticleView,
} from '@linli/contracts';
import { all, walk, type Office, type Step } from './office.js';

const leader = 'cs-supervisor';

/** What the desk has learned: 问题及解决方法 with votes, 服务秘诀, 自定义报告. */
export async function loadKnowledge(office: Office, solved: ComplaintView): Promise<number> {
  await Promise.all([
    all(knowledgeStates, (target) => write(office, target, solved)),
    postTips(office),
    defineReports(office),
  ]);
  return knowledgeStates.length;
}

const articles: Readonly<
  Record<
    (typeof knowledgeStates)[number],
    readonly [category: string, title: string, problem: string, solution: string]
  >
> = {
  DRAFT: [
    'PROPERTY_MANAGEMENT',
    '电梯停运如何答复',
    '业主来电询问电梯何时恢复',
    '先核对维保单位到场时间,再告知预计恢复时间',
  ],
  PUBLISHED: ['QUALITY', '厨房顶棚渗水处理', '业主反映厨房顶棚渗水', '先关闭上层进水阀,再查排烟道防水,48小时闭水试验'],
  RETIRED: ['CONTRACT', '旧版车位赠送口径', '业主询问车位赠送', '按2025年口径答复(已停用)'],
};

async function write(office: Office, target: (typeof knowledgeStates)[number], solved: ComplaintView): Promise<void> {
  const name = `article-${target}`;
  const [category, title, problem, solution] = articles[target];
  const made = await office.make(name, 'complaint-handler', WriteKnowledgeArticle, {
    category,
    title,
    problem,
    solution,
  });
  const publish: Step<KnowledgeArticleView> = ['DRAFT', office.step(name, leader, PublishKnowledgeArticle)];
  if (target === 'DRAFT') return;
  const published = await walk(made, [publish]);
  if (target === 'RETIRED') {
    await walk(published, [['PUBLISHED', office.step(name, leader, RetireKnowledgeArticle)]]);
    return;
  }
  if (published.solved > 0) return;
  let view = published;
  for (const [person, useful] of [
    ['customer-assistant', true],
    ['cs-officer', true],
    ['collection-officer', false],
  ] as const)
    view = await office.step(`${name}-${person}`, person, VoteOnKnowledgeArticle, { useful })(view);
  await office.step(name, 'complaint-handler', SolveWithKnowledgeArticle, { complaintId: solved.id })(view);
}

async function postTips(office: Office): Promise<void> {
  const tip = await office.make('tip', 'complaint-handler', PostTip, {
    ...{ skill: '电话沟通', title: '先复述再解释', body: '先把客户的诉求复述一遍,确认无误再解释,客户更容易平静。' },
  });
  if (tip.likes === 0) {
    const replied = await office.step('tip', 'cs-officer', ReplyToTip, { text: '试过,很有效' })(tip);
    await office.step('tip', 'customer-assistant', LikeTip)(replied);
  }
  const hasty = await office.make('hasty-tip', 'customer-assistant', PostTip, {
    ...{ skill: '上门服务', title: '上门前先打电话', body: '内容与部门规定重复' },
  });
  await walk(hasty, [['POSTED', office.step('hasty-tip', 'customer-assistant', WithdrawTip)]]);
}

async function defineReports(office: Office): Promise<void> {
  await office.make('saved-causes', leader, DefineReport, {
    ...{ title: '按楼栋与类别的投诉', about: 'CASES', groupBy: ['BUILDING', 'CATEGORY'], shared: true },
    filters: [{ field: 'KIND', values: ['COMPLAINT', 'REPAIR'] }],
  });
  const old = await office.make('saved-old', leader, DefineReport, {
    ...{ title: '按坐席的通话', about: 'CALLS', groupBy: ['STAFF', 'OUTCOME'], filters: [], shared: false },
  });
  await walk(old, [['KEPT', office.step('saved-old', leader, RemoveReport)]]);
}
