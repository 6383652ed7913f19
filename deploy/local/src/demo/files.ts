import {
  BriefSubscriber,
  briefingPoints,
  buyingMotives,
  CheckSigningItems,
  ConfirmDealFile,
  customerTiers,
  DrawSigningChecklist,
  educations,
  FillDealFile,
  FindCareNodes,
  FindContractObligations,
  FindDealFiles,
  FulfilObligation,
  GetProspect,
  GetSubscription,
  incomeBands,
  LogCareContact,
  occupations,
  RecordBuyerProfile,
  ReportProblemCustomer,
  residentialAreas,
  SolveProblem,
  TakeUpProblem,
  type DealFileView,
} from '@linli/contracts';
import { plusDays } from '@linli/kernel';
import { changing, daysOf, deals, owners, paying, reached } from './deals.js';
import { all, effect, projectId, walk, type Office } from './office.js';
import type { Sales } from './sales.js';

/** What is kept of buyers: 签约资料名单, 成交客户档案, 消费者分析, 特殊条款, 问题客户, and the calls that they are owed. */
export async function loadFiles(office: Office, sales: Sales): Promise<number> {
  await Promise.all([
    prepareSignings(office, sales),
    keepDealFiles(office),
    profile(office, sales),
    fulfil(office, sales),
    report(office, sales),
    careFor(office, sales),
  ]);
  return deals.length;
}

const fees = [
  { name: '契税', amountFen: 3_300_000 },
  { name: '维修基金', amountFen: 1_020_000 },
];

/** The papers and fees of two who sign soon: of one all are checked, of the other some. */
async function prepareSignings(office: Office, sales: Sales): Promise<void> {
  const signing = deals.filter(({ stage }) => stage === 'SUBSCRIBED' || stage === 'SIGNING_SCHEDULED');
  await all(signing, async (deal, n) => {
    const { name, consultant } = deal;
    const { id: subscriptionId } = sales.subscriptionOf(deal);
    const list = { subscriptionId, paymentMethod: 'MORTGAGE', fees };
    const made = await office.make(name, consultant, DrawSigningChecklist, list);
    const names = made.items.map((item) => item.name);
    const check = office.step(name, consultant, CheckSigningItems, { names: n === 0 ? names : names.slice(0, 5) });
    if (made.version === 1) await walk(made, [['OPEN', check]]);
    const found = await office.desk(consultant).ask(GetSubscription, { subscriptionId });
    if (found.briefedPoints.length === 0)
      await office.step(name, consultant, BriefSubscriber, { points: [...briefingPoints] })(found);
  });
}

/** 成交客户档案: of all who signed lately confirmed, so that week and month can be reported; of the owners some still to fill. */
async function keepDealFiles(office: Office): Promise<void> {
  const { items } = await office.desk('sales-supervisor').ask(FindDealFiles, { projectId, limit: 100 });
  const left = new Map(owners.slice(-4).map(({ room }, n) => [room, n]));
  await all(items, async (file, n) => {
    const { room, consultantId } = file;
    const open = left.get(room);
    if (open !== undefined && open < 2) return;
    const filled = await walk<DealFileView>(file, [
      [
        'DRAFT',
        office.step(file.formNo, consultantId, FillDealFile, {
          ...{ tier: customerTiers[n % customerTiers.length]!, traits: '三口之家,看重学区与物业' },
          ...{ whyBought: '户型方正、离地铁近', comparedWith: '江畔名邸' },
        }),
      ],
    ]);
    if (open === undefined)
      await walk(filled, [['FILLED', office.step(file.formNo, 'sales-supervisor', ConfirmDealFile)]]);
  });
}

/** 消费者分析六项 of those who bought. */
async function profile(office: Office, sales: Sales): Promise<void> {
  await all(
    deals.filter((deal) => reached(deal, 'SIGNED')),
    async (deal) => {
      const { n, name, consultant } = deal;
      const { prospect } = sales.of(deal);
      const one = <T>(list: readonly T[]): T => list[n % list.length]!;
      const facts = {
        ...{ occupation: one(occupations), incomeBand: one(incomeBands), education: one(educations) },
        ...{ residentialArea: one(residentialAreas), motive: one(buyingMotives), habits: '周末看房,先问学区' },
      };
      const found = await office.desk(consultant).ask(GetProspect, { prospectId: prospect.id });
      if (found.occupation === undefined) await office.step(name, consultant, RecordBuyerProfile, facts)(found);
    },
  );
}

/** 合同特殊条款: the first that was promised is fulfilled. */
async function fulfil(office: Office, sales: Sales): Promise<void> {
  const deal = owners.find(({ n }) => n % 4 === 0)!;
  const contractId = sales.contractOf(deal).id;
  const { items } = await office.desk('sales-supervisor').ask(FindContractObligations, { contractId });
  const [first] = items.toSorted((a, b) => a.clause.localeCompare(b.clause));
  const proof = { proof: `玄关柜已安装,业主${daysOf(deal, office.today).handedOverOn}验收签字` };
  await walk(first!, [['OPEN', office.step('clause', 'sales-supervisor', FulfilObligation, proof)]]);
}

/** 问题客户: reported, in hand, solved. */
async function report(office: Office, sales: Sales): Promise<void> {
  const problems = [
    [paying[0]!, 'PAYMENT', '首期款逾期未付,客户称资金周转困难'],
    [paying[1]!, 'LOAN', '征信有逾期记录,银行要求补充材料'],
    [changing[1]!, 'UNIT', '换房后对新房源楼层仍不满意'],
  ] as const;
  await all(problems, async ([deal, kind, problem], n) => {
    const { name, consultant } = deal;
    const { id: subscriptionId } = sales.subscriptionOf(deal);
    const made = await office.make(name, consultant, ReportProblemCustomer, { subscriptionId, kind, problem });
    const measure = { measure: '主管约客户面谈,一周内给出方案', owner: '王志强', dueOn: plusDays(office.today, 7) };
    const solved = { result: '已与客户达成一致,客户确认无异议' };
    const steps = [
      ['REPORTED', office.step(name, 'sales-supervisor', TakeUpProblem, measure)],
      ['IN_HAND', office.step(name, 'sales-supervisor', SolveProblem, solved)],
    ] as const;
    await walk(made, steps.slice(0, n));
  });
}

/** Some of the calls that buyers are owed were made; the others are still due. */
async function careFor(office: Office, sales: Sales): Promise<void> {
  const call = { channel: 'CALL', note: '已电话联系,客户清楚所需资料' };
  await all(owners.slice(0, 5), async (deal) => {
    const { id: subscriptionId } = sales.subscriptionOf(deal);
    const node = await effect(`a care node of ${deal.name}`, async () => {
      const { items } = await office.desk('sales-supervisor').ask(FindCareNodes, { subscriptionId });
      return items.toSorted((a, b) => (a.id < b.id ? -1 : 1))[0];
    });
    await walk(node, [['DUE', office.step(deal.name, 'sales-supervisor', LogCareContact, call)]]);
  });
}
