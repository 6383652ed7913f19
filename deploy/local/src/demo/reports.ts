import {
  AcceptCustomerData,
  AssignReportDuty,
  ConcludeSalesAnalysis,
  ConfirmSalesReport,
  DrawSalesAnalysis,
  FindReportPenalties,
  HandInSalesReport,
  ImposePenalty,
  RegisterProspect,
  ReturnCustomerData,
  ReturnSalesReport,
  SubmitCustomerData,
  WaivePenalty,
  type SalesReportView,
} from '@linli/contracts';
import { plusDays, type Day } from '@linli/kernel';
import { people } from '../issuer/people.js';
import { others } from './names.js';
import { all, effect, projectId, walk, type Office } from './office.js';

const analyses = ['TRAFFIC', 'DEALS', 'CANCELLATIONS', 'BUYER_PROFILE', 'FUNNEL'] as const;
const MISSED_DAYS = 4;

/** 销售日报、周报、月报 with who owes them, 销售分析 with their conclusions, and what follows when a report is late. */
export async function loadReports(office: Office): Promise<number> {
  const { today } = office;
  const sunday = lastSunday(today);
  const month = monthBefore(today);
  await assign(office, 'DAILY_SALES', 'inventory-controller', 'sales-manager', plusDays(today, -MISSED_DAYS));
  await assign(office, 'DAILY_ACTIVITY', 'duty-staff', 'sales-supervisor', today);
  await assign(office, 'DAILY_STATISTICS', 'duty-staff', 'sales-supervisor', sunday);
  await assign(office, 'WEEKLY_STATISTICS', 'sales-supervisor', 'sales-manager', sunday);
  await assign(office, 'MONTHLY_SALES', 'sales-manager', 'company-sales', month.to);
  await Promise.all([
    penalise(office),
    analyse(office, month),
    handIn(office, 'DAILY_SALES', 'inventory-controller', today),
    sendBack(office),
  ]);
  for (const [kind, person, superior, on] of [
    ['DAILY_STATISTICS', 'duty-staff', 'sales-supervisor', sunday],
    ['WEEKLY_STATISTICS', 'sales-supervisor', 'sales-manager', sunday],
    ['MONTHLY_SALES', 'sales-manager', 'company-sales', month.to],
  ] as const) {
    const report = await handIn(office, kind, person, on);
    await walk(report, [['HANDED_IN', office.step(kind, superior, ConfirmSalesReport)]]);
  }
  await submitCustomers(office);
  return 5;
}

/** 客户资料上报: returned at first, accepted then, and one more customer since, who waits for the company's sales department. */
async function submitCustomers(office: Office): Promise<void> {
  const submit = (name: string) => office.make(name, 'sales-manager', SubmitCustomerData, { projectId });
  const company = 'company-sales';
  const back = office.step('first-customers', company, ReturnCustomerData, { opinion: '请补全成交客户的职业与收入' });
  await walk(await submit('first-customers'), [['SUBMITTED', back]]);
  const accept = office.step('customers', company, AcceptCustomerData, { opinion: '资料齐全,同意入库' });
  await walk(await submit('customers'), [['SUBMITTED', accept]]);
  const { name: customerName, phone } = others[59]!;
  await office.make('newcomer', 'consultant-2', RegisterProspect, {
    ...{ projectId, customerName, phone, contactKind: 'CALL', intentGrade: 'B', channel: 'ONLINE' },
    ...{ riskDisclosed: true, consent: true },
  });
  await submit('more-customers');
}

/** The Sunday that ended the last whole week. */
export const lastSunday = (today: Day): Day => plusDays(today, -(new Date(`${today}T00:00:00Z`).getUTCDay() || 7));

/** The calendar month before the one of this day. */
export function monthBefore(today: Day): { from: Day; to: Day } {
  const to = plusDays(`${today.slice(0, 7)}-01`, -1);
  return { from: `${to.slice(0, 7)}-01`, to };
}

const nameOf = (person: string): string => people.find(({ id }) => id === person)!.name;

async function assign(office: Office, kind: string, personId: string, superiorId: string, since: Day): Promise<void> {
  await office.make(`duty-${kind}`, 'company-sales', AssignReportDuty, {
    ...{ projectId, kind, personId, person: nameOf(personId), superiorId, superior: nameOf(superiorId), since },
  });
}

const handIn = (office: Office, kind: string, person: string, on: Day): Promise<SalesReportView> =>
  office.make(`report-${kind}`, person, HandInSalesReport, { projectId, kind, on, remark: '数据已与财务核对' });

async function sendBack(office: Office): Promise<void> {
  const report = await handIn(office, 'DAILY_ACTIVITY', 'duty-staff', office.today);
  const reason = { reason: '午后来访两组未计入,请补齐后再交' };
  await walk(report, [['HANDED_IN', office.step('activity', 'sales-supervisor', ReturnSalesReport, reason)]]);
}

async function analyse(office: Office, { from, to }: { from: Day; to: Day }): Promise<void> {
  await all(analyses, async (kind) => {
    const name = `analysis-${kind}`;
    const drawn = await office.make(name, 'sales-manager', DrawSalesAnalysis, { projectId, kind, from, to });
    if (kind === 'FUNNEL') return;
    const conclude = office.step(name, 'sales-manager', ConcludeSalesAnalysis, {
      ...{ focus: '周末到访客户转化', measure: '增加周末接待人手,次日完成回访' },
      ...{ owner: nameOf('sales-supervisor'), dueOn: plusDays(office.today, 20) },
    });
    await walk(drawn, [['DRAWN', conclude]]);
  });
}

/** 迟交: of the days that were missed one is fined, one forgiven, the others are still to be decided. */
async function penalise(office: Office): Promise<void> {
  const superior = office.desk('sales-manager');
  const penalties = await effect('the penalties of the missed days', async () => {
    const { items } = await superior.ask(FindReportPenalties, { projectId, superiorId: 'sales-manager', limit: 100 });
    const missed = items.filter(({ kind }) => kind === 'DAILY_SALES').toSorted((a, b) => (a.from < b.from ? -1 : 1));
    return missed.length >= MISSED_DAYS ? missed : undefined;
  });
  const fine = { measure: 'FINE', amountFen: 10_000, reason: '连续迟交,按规定处罚' };
  const impose = office.step('fined', 'sales-manager', ImposePenalty, fine);
  const waive = office.step('forgiven', 'sales-manager', WaivePenalty, { reason: '当日系统停机,情况属实' });
  await walk(penalties[0]!, [['OPEN', impose]]);
  await walk(penalties[1]!, [['OPEN', waive]]);
}
