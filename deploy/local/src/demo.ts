import { CloseSales, GetProject, LogVisit, OpenProject } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { loadClub } from './demo/club.js';
import { loadComplaints } from './demo/complaints.js';
import { Desks } from './demo/desks.js';
import { loadMoveIns } from './demo/move-ins.js';
import { Office, projectId, walk } from './demo/office.js';
import { loadOverdueLoans } from './demo/overdue.js';
import { loadSales } from './demo/sales.js';
import { loadDataRequests, mergeTwins } from './demo/sharing.js';
import { loadTitles } from './demo/titles.js';
import { loadUnits } from './demo/units.js';

const gateway = process.env['GATEWAY_URL'];
if (!gateway) throw new Error('GATEWAY_URL is missing: npm start loads the demo by itself');

const desks = new Desks(gateway);
const office = await opened();

await load('units in 3 buildings', loadUnits);
await load('prospects, reservations, subscriptions and contracts', loadSales);
await Promise.all([
  load('title cases', loadTitles),
  load('overdue loans', loadOverdueLoans),
  load('move-ins', loadMoveIns),
  load('complaints', loadComplaints),
  load('data requests', loadDataRequests),
]);
await Promise.all([mergeTwins(office), load('messages of the club', loadClub)]);

/** The projects; the day of the very first visit is the day from which all days of the demo count, also after an interruption. */
async function opened(): Promise<Office> {
  const manager = desks.of('sales-manager');
  for (const [code, name] of [
    [projectId, '滨江壹号'],
    ['lakeside', '湖畔花园'],
    ['garden', '锦绣家园'],
  ] as const)
    await manager.ask(OpenProject, { code, name, city: '杭州', signingTermDays: 14 }, `demo.${code}.OpenProject`);
  const first = { projectId, kind: 'CALL', remark: '项目开放首日来电' };
  const { at } = await desks.of('duty-staff').ask(LogVisit, first, 'demo.first-day.LogVisit');
  const begun = new Office(desks, dayOf(new Date(at)));
  const garden = await manager.ask(GetProject, { projectId: 'garden' });
  await walk(garden, [['ON_SALE', begun.step('garden', 'sales-manager', CloseSales)]]);
  return begun;
}

async function load(what: string, work: (office: Office) => Promise<number>): Promise<void> {
  const began = performance.now();
  const many = await work(office);
  process.stdout.write(`demo: ${many} ${what} (${((performance.now() - began) / 1_000).toFixed(1)} s)\n`);
}
