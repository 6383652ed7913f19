import { CloseSales, GetProject, LogVisit, OpenProject } from '@linli/contracts';
import { linkAgreement, loadCases } from './demo/cases.js';
import { loadChanges } from './demo/changes.js';
import { loadClub } from './demo/club.js';
import { loadComplaints } from './demo/complaints.js';
import { Clocks } from './demo/clocks.js';
import { Desks } from './demo/desks.js';
import { loadDrafts } from './demo/drafts.js';
import { loadExports } from './demo/exports.js';
import { loadFiles } from './demo/files.js';
import { loadHall } from './demo/hall.js';
import { loadIncidents } from './demo/incidents.js';
import { loadKnowledge } from './demo/knowledge.js';
import { loadLeads } from './demo/leads.js';
import { loadLetters } from './demo/letters.js';
import { loadMoney } from './demo/money.js';
import { loadMoveIns, signAgreements } from './demo/move-ins.js';
import { Office, projectId, walk } from './demo/office.js';
import { loadOverdueLoans } from './demo/overdue.js';
import { comeToToday, isPast, loadPast, PAST_DAYS } from './demo/past.js';
import { loadPhones } from './demo/phones.js';
import { loadReports } from './demo/reports.js';
import { Sales } from './demo/sales.js';
import { loadDataRequests, mergeTwins } from './demo/sharing.js';
import { loadTitles } from './demo/titles.js';
import { loadUnits, priceList, type PriceList } from './demo/units.js';
import { loadVisits } from './demo/visits.js';

const DAY_MS = 86_400_000;

const gateway = process.env['GATEWAY_URL'];
if (!gateway) throw new Error('GATEWAY_URL is missing: npm start loads the demo by itself');

const desks = new Desks(gateway);
const server = process.env['CLOCKS_URL'];
const clocks = server ? new Clocks(server) : undefined;
const { office, prices } = await begun();
const sales = new Sales(office, prices);

await Promise.all([loadSales(), loadService(), load('data requests', loadDataRequests)]);
await linkAgreement(office, await signAgreements(office, sales));
await Promise.all([mergeTwins(office), load('messages of the club', loadClub)]);

/** 售楼部: what is sold first, then what becomes of it, here and where keys, loans and titles are looked after. */
async function loadSales(): Promise<void> {
  await Promise.all([
    load('prospects, reservations, subscriptions and contracts', () => sales.load()),
    load('notices of the sales hall', loadHall),
    load('visits', loadVisits),
  ]);
  await Promise.all([
    load('changes of a sale', (into) => loadChanges(into, sales)),
    load('drafts of contracts', (into) => loadDrafts(into, sales)),
    load('payment plans', (into) => loadMoney(into, sales)),
    load('leads', (into) => loadLeads(into, sales)),
    load('files of buyers', (into) => loadFiles(into, sales)).then(() => load('reports of sales', loadReports)),
    load('title cases', (into) => loadTitles(into, sales)),
    load('overdue loans', loadOverdueLoans),
    load('move-ins', (into) => loadMoveIns(into, sales)),
  ]);
}

/** 客户服务: the complaints first, then what follows from them. */
async function loadService(): Promise<void> {
  const complaints = await loadComplaints(office);
  const closed = complaints.get('CLOSED')!;
  process.stdout.write(`demo: ${complaints.size} complaints\n`);
  await Promise.all([
    load('other cases', (into) => loadCases(into, closed)),
    load('letters to other departments', (into) => loadLetters(into, complaints)),
    load('incidents', loadIncidents),
    load('exported files', (into) => loadExports(into, closed)),
    load('articles of what the desk has learned', (into) => loadKnowledge(into, closed)),
    load('calls', (into) => loadPhones(into, complaints)),
  ]);
}

/** Where the clocks can be put back the project is older than the demo: some things have had the time that they need. */
async function begun(): Promise<{ office: Office; prices: PriceList }> {
  if (!clocks) return open(0);
  const now = new Office(desks, new Date());
  if (await isPast(now)) return open(PAST_DAYS);
  const { past, ...opened } = await clocks.ago(PAST_DAYS, async () => {
    const made = await open(PAST_DAYS);
    return { ...made, past: await loadPast(made.office, made.prices) };
  });
  await comeToToday(opened.office, past);
  return opened;
}

/** The projects and the units; the day of the very first visit is the day from which all days of the demo count, also after an interruption. */
async function open(daysAgo: number): Promise<{ office: Office; prices: PriceList }> {
  const manager = desks.of('sales-manager');
  for (const [code, name] of [
    [projectId, '滨江壹号'],
    ['lakeside', '湖畔花园'],
    ['garden', '锦绣家园'],
  ] as const)
    await manager.ask(OpenProject, { code, name, city: '杭州', signingTermDays: 14 }, `demo.${code}.OpenProject`);
  const first = { projectId, kind: 'CALL', remark: '项目开放首日来电' };
  const { at } = await desks.of('duty-staff').ask(LogVisit, first, 'demo.first-day.LogVisit');
  const opened = new Office(desks, new Date(Date.parse(at) + daysAgo * DAY_MS));
  const garden = await manager.ask(GetProject, { projectId: 'garden' });
  await walk(garden, [['ON_SALE', opened.step('garden', 'sales-manager', CloseSales)]]);
  await loadUnits(opened);
  return { office: opened, prices: await priceList(opened) };
}

async function load(what: string, work: (office: Office) => Promise<number>): Promise<void> {
  const began = performance.now();
  const many = await work(office);
  process.stdout.write(`demo: ${many} ${what} (${((performance.now() - began) / 1_000).toFixed(1)} s)\n`);
}
