import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import {
  InvestigateComplaint,
  OpenProject,
  ProposePlan,
  RegisterComplaint,
  RegisterProspect,
  SubmitPlan,
  type ComplaintView,
  type ProspectView,
} from '@linli/contracts';
import { colleague, type Person } from '@linli/testing';
import { House } from './house.js';

/** The example of libs/client, which is made of the committed OpenAPI and knows nothing of this house but its HTTP. */
interface InternalApp {
  prospects(pageSize: number): AsyncGenerator<ProspectView>;
  complaint(complaintId: string): Promise<ComplaintView>;
  approvePlan(
    seen: ComplaintView,
    opinion: string,
  ): Promise<{ outcome: 'approved' | 'changed' | 'impossible'; reason?: string; complaint: ComplaintView }>;
}
type App = new (options: { gateway: string; login: () => Promise<string> }) => InternalApp;

const projectId = 'riverside';
let house: House;
let Example: App;

beforeAll(async () => {
  execFileSync(process.execPath, [resolve('libs/client/generate.mjs')], { stdio: 'pipe' });
  const outfile = resolve('dist/internal-app/main.mjs');
  const entry = resolve('libs/client/example/internal-app.ts');
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'neutral', format: 'esm', logLevel: 'error' });
  ({ InternalApp: Example } = (await import(pathToFileURL(outfile).href)) as { InternalApp: App });
  house = await House.open('sales-office', 'complaints');
  const manager = house.desk(colleague('SALES_MANAGER'));
  await manager.ask(OpenProject, { code: projectId, name: '滨江壹号', city: '杭州', signingTermDays: 14 });
}, 60_000);

afterAll(() => house.close());

const appOf = (person: Person) => new Example(house.access(person));

/** A complaint whose plan waits for the approval of the manager in charge. */
async function awaitingApproval(): Promise<ComplaintView> {
  const desk = house.desk(colleague('COMPLAINT_HANDLER'));
  const registered = await desk.ask(RegisterComplaint, {
    ...{
      projectId,
      channel: 'HOTLINE',
      source: 'DIRECT',
      customerKind: 'OWNER',
      room: '3-1-1201',
      category: 'QUALITY',
    },
    ...{ customerName: '王芳', phone: '+86 19900001201', urgency: 'URGENT', content: '厨房顶棚渗水' },
    dueOn: (await house.now()).toISOString().slice(0, 10),
  });
  const investigated = await desk.step(InvestigateComplaint, registered, {
    ...{ findings: '楼上管道接口松动', cause: '施工质量', liability: '总包', responsibleDepartment: '工程部' },
    ...{ validity: 'JUSTIFIED', validityReason: '现场属实' },
  });
  return desk.step(SubmitPlan, await desk.step(ProposePlan, investigated, { content: '堵漏并补漆' }));
}

describe('an internal app on the generated client', () => {
  it('pages through all prospects, and finds none where there are none', async () => {
    const consultant = colleague('SALES_CONSULTANT');
    const app = appOf(consultant);
    const all = async () => {
      const found: string[] = [];
      for await (const prospect of app.prospects(2)) found.push(prospect.id);
      return found;
    };
    expect(await all()).toEqual([]);
    const registered: string[] = [];
    for (const last of [1, 2, 3, 4, 5]) {
      const prospect = await house.desk(consultant).ask(RegisterProspect, {
        ...{ projectId, customerName: '王芳', phone: `+86 1990000130${last}`, contactKind: 'VISIT', intentGrade: 'A' },
        ...{ channel: 'PASSING_BY', riskDisclosed: true, consent: true },
      });
      registered.push(prospect.id);
    }
    expect((await all()).sort()).toEqual(registered.sort());
  });

  it('logs in again when its token is no longer taken, and does not ask for ever', async () => {
    const { gateway, login } = house.access(colleague('SALES_CONSULTANT'));
    let logins = 0;
    const afterwards = new Example({ gateway, login: async () => (++logins === 1 ? 'expired' : login()) });
    expect((await afterwards.prospects(1).next()).done).toBe(false);
    expect(logins).toBe(2);
    const never = new Example({ gateway, login: async () => 'expired' });
    await expect(never.prospects(1).next()).rejects.toThrow('访问令牌');
  });

  it('approves a plan; shows what changed instead of overwriting it (412); says why a step is not possible (409)', async () => {
    const shown = await awaitingApproval();
    const app = appOf(colleague('MANAGER_IN_CHARGE'));
    const stale = await app.approvePlan({ ...shown, version: shown.version - 1 }, '同意');
    expect(stale).toMatchObject({ outcome: 'changed', complaint: { version: shown.version, state: 'APPROVAL' } });
    const approved = await app.approvePlan(stale.complaint, '同意');
    expect(approved).toMatchObject({ outcome: 'approved', complaint: { state: 'NEGOTIATING' } });
    const twice = await app.approvePlan(approved.complaint, '同意');
    expect(twice).toMatchObject({ outcome: 'impossible', complaint: { state: 'NEGOTIATING' } });
    expect(twice.reason).not.toBe('');
  });
});
