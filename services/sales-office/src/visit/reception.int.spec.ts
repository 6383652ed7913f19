import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  CompleteVisit,
  ConfirmDailyLog,
  FindDailyLogs,
  FindReceptionScores,
  FindVisits,
  GetDailyLog,
  GetReceptionSample,
  GetReceptionScore,
  GetReceptionScorecard,
  GetVisit,
  HandInDailyLog,
  ImportVisits,
  LogVisit,
  OpenProject,
  receptionSteps,
  RegisterProspect,
  ScoreReception,
  type VisitView,
} from '@linli/contracts';
import { dayOf, plusDays } from '@linli/kernel';
import { stranger } from '@linli/testing';
import { consultant, controller, dutyStaff, manager, Office, rival, supervisor } from '../test/office.js';

const sample = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../samples/${name}`, import.meta.url)));
const expected = JSON.parse(Buffer.from(sample('来电来访客户记录.expected.json')).toString()) as object;

const received = {
  doneSteps: ['WELCOME', 'RISK_DISCLOSURE', 'SAND_TABLE_AND_LAYOUT', 'SHOW_FLAT', 'MATERIAL_AND_SEE_OFF'],
  riskProof: 'FX-0001',
  accompaniedBy: '赵敏',
};

describe('来电来访客户记录', () => {
  let office: Office;
  let today: string;
  beforeAll(async () => {
    office = await Office.open();
    const [clock] = await office.dept.rows<{ at: string }>('select app_now()::text as at');
    today = dayOf(new Date(clock!.at));
  }, 60_000);
  afterAll(() => office.stop());

  const logged = (entry: Partial<LogVisit> = {}): Promise<VisitView> =>
    office.dept.ask(dutyStaff, LogVisit, {
      projectId: office.projectId,
      kind: 'VISIT',
      phone: office.phone(),
      ...entry,
    });

  test('one entry is opened by the duty staff, completed by the consultant, and the prospect opened from it [REQ-338] [REQ-114]', async () => {
    const form = office.prospectForm();
    const opened = await logged({ phone: form.phone });
    expect(opened).toMatchObject({ state: 'LOGGED', doneSteps: [], missingSteps: receptionSteps });
    const sent = { visitId: opened.id, version: opened.version, ...received, concerns: ['学区'], intentGrade: 'B' };
    const completed = await office.dept.ask(consultant, CompleteVisit, sent);
    expect(completed).toMatchObject({
      ...{ state: 'COMPLETED', consultantId: consultant.id, concerns: ['学区'], leftAt: expect.any(String) },
      ...{ riskProof: 'FX-0001', accompaniedBy: '赵敏', missingSteps: ['SYSTEM_ENTRY'], allowed: ['openProspect'] },
    });
    await office.dept.ask(consultant, RegisterProspect, { ...form, visitId: opened.id });
    const entry = await office.dept.ask(dutyStaff, GetVisit, { visitId: opened.id });
    expect(entry).toMatchObject({ state: 'PROSPECT_OPENED', doneSteps: receptionSteps, missingSteps: [], allowed: [] });
    const again = { ...sent, version: entry.version };
    expect(await office.dept.refusal(consultant, CompleteVisit, again)).toMatchObject({
      code: 'visit.already-completed',
    });
    expect(await office.dept.refusal(rival, CompleteVisit, sent)).toMatchObject({ kind: 'stale' });
  });

  test('an entry from which a prospect was opened first is completed after it [REQ-338]', async () => {
    const form = office.prospectForm();
    const { id: visitId } = await logged({ phone: form.phone });
    await office.dept.ask(consultant, RegisterProspect, { ...form, visitId });
    const { version } = await office.dept.ask(consultant, GetVisit, { visitId });
    const completed = await office.dept.ask(consultant, CompleteVisit, { visitId, version, ...received });
    expect(completed).toMatchObject({ state: 'PROSPECT_OPENED', missingSteps: [] });
  });

  test.each(receptionSteps.slice(0, 5))(
    'a reception without %s is refused or named as missing [REQ-114] [REQ-115]',
    async (left) => {
      const { id: visitId, version } = await logged();
      const doneSteps = received.doneSteps.filter((step) => step !== left);
      const { accompaniedBy, riskProof } = received;
      const sent = { visitId, version, doneSteps, riskProof, ...(left === 'SHOW_FLAT' ? {} : { accompaniedBy }) };
      if (left === 'RISK_DISCLOSURE')
        expect(await office.dept.refusal(consultant, CompleteVisit, sent)).toMatchObject({
          code: 'visit.risk-not-disclosed',
        });
      else
        expect((await office.dept.ask(consultant, CompleteVisit, sent)).missingSteps).toEqual([left, 'SYSTEM_ENTRY']);
    },
  );

  test('risks are disclosed with a proof, and nobody walks through a show flat alone [REQ-115] [REQ-116]', async () => {
    const { id: visitId, version, at } = await logged();
    const { doneSteps, riskProof } = received;
    const refused = async (part: object) =>
      (await office.dept.refusal(consultant, CompleteVisit, { visitId, version, ...received, ...part })).code;
    expect(
      await office.dept.refusal(consultant, CompleteVisit, { visitId, version, doneSteps, riskProof }),
    ).toMatchObject({
      code: 'visit.show-flat-unaccompanied',
    });
    expect(
      await office.dept.refusal(consultant, CompleteVisit, { visitId, version, doneSteps, accompaniedBy: '赵敏' }),
    ).toMatchObject({ code: 'visit.risk-not-disclosed' });
    expect(await refused({ doneSteps: ['RISK_DISCLOSURE'] })).toBe('visit.show-flat-not-ticked');
    const moment = new Date(at).getTime();
    expect(await refused({ leftAt: new Date(moment - 1).toISOString() })).toBe('visit.left-before-arrival');
    expect(await refused({ leftAt: new Date(moment + 86_400_000).toISOString() })).toBe('visit.left-before-arrival');
    const call = await logged({ kind: 'CALL' });
    const ofCall = { visitId: call.id, version: call.version };
    expect(await office.dept.refusal(consultant, CompleteVisit, { ...ofCall, ...received })).toMatchObject({
      code: 'visit.call-has-no-steps',
    });
    expect(await office.dept.ask(consultant, CompleteVisit, ofCall)).toMatchObject({
      state: 'COMPLETED',
      missingSteps: [],
    });
    expect(await office.dept.refusal(dutyStaff, CompleteVisit, ofCall)).toMatchObject({ kind: 'forbidden' });
    expect(await office.dept.refusal(stranger('SALES_CONSULTANT'), CompleteVisit, ofCall)).toMatchObject({
      kind: 'not-found',
    });
  });

  test('receptions are drawn by lot, each step is scored once, and the scores go to the scorecard [REQ-117] [REQ-337]', async () => {
    const { id: visitId, version } = await logged();
    await office.dept.ask(consultant, CompleteVisit, { visitId, version, ...received });
    const open = await logged();
    const ask = { projectId: office.projectId, on: today, size: 50 };
    const { items } = await office.dept.ask(supervisor, GetReceptionSample, ask);
    expect(items.map(({ id }) => id)).toContain(visitId);
    expect(items.map(({ id }) => id)).not.toContain(open.id);
    const two = (await office.dept.ask(manager, GetReceptionSample, { ...ask, size: 2 })).items;
    expect(two).toEqual(items.slice(0, 2));
    expect((await office.dept.ask(supervisor, GetReceptionSample, { ...ask, on: plusDays(today, -1) })).items).toEqual(
      [],
    );
    const steps = receptionSteps.map((step) => ({ step, points: 4 }));
    const form = { visitId, steps, standards: ['SMILE', 'SEEN_OFF'] };
    const refused = async (by: typeof supervisor, part: object) =>
      office.dept.refusal(by, ScoreReception, { ...form, ...part });
    expect(await refused(supervisor, { steps: steps.slice(1) })).toMatchObject({
      code: 'reception-score.steps-missing',
      details: { missing: ['WELCOME'] },
    });
    expect(await refused(supervisor, { visitId: open.id })).toMatchObject({ code: 'reception-score.not-a-reception' });
    expect(await refused({ ...supervisor, id: consultant.id }, {})).toMatchObject({ code: 'reception-score.own' });
    expect(await refused(supervisor, { steps: [{ step: 'WELCOME', points: 6 }] })).toMatchObject({ kind: 'invalid' });
    expect(await refused(consultant, {})).toMatchObject({ kind: 'forbidden' });
    expect(await refused(stranger('SALES_SUPERVISOR'), {})).toMatchObject({ kind: 'not-found' });
    const scored = await office.dept.ask(supervisor, ScoreReception, form);
    expect(scored).toMatchObject({ consultantId: consultant.id, points: 30 });
    expect(await office.dept.ask(manager, GetReceptionScore, { receptionScoreId: scored.id })).toEqual(scored);
    expect(await refused(manager, {})).toMatchObject({ code: 'reception-score.already-scored' });
    const found = await office.dept.ask(manager, FindReceptionScores, { consultantId: consultant.id });
    expect(found.items).toEqual([scored]);
    const card = { projectId: office.projectId, from: today, to: today };
    expect((await office.dept.ask(supervisor, GetReceptionScorecard, card)).consultants).toEqual([
      { consultantId: consultant.id, consultant: consultant.name, receptions: 1, averagePoints: 30 },
    ]);
    const elsewhere = stranger('SALES_SUPERVISOR');
    expect(await office.dept.refusal(elsewhere, GetReceptionScorecard, card)).toMatchObject({ kind: 'not-found' });
    expect(await office.dept.refusal(elsewhere, GetReceptionSample, ask)).toMatchObject({ kind: 'not-found' });
    expect(await office.dept.refusal(elsewhere, GetReceptionScore, { receptionScoreId: scored.id })).toMatchObject({
      kind: 'not-found',
    });
  });

  test('the log of a day is handed in before the end of work: in time to the second, late after it [REQ-098]', async () => {
    const day = today;
    const open = async (code: string, dailyCutOff: string) =>
      office.dept.ask(manager, OpenProject, { code, name: code, dailyCutOff });
    await open('late', '00:00');
    await open('in-time', '23:59');
    await office.dept.ask(dutyStaff, LogVisit, { projectId: 'in-time', kind: 'CALL' });
    await office.dept.ask(dutyStaff, LogVisit, { projectId: 'in-time', kind: 'VISIT' });
    const log = await office.dept.ask(dutyStaff, HandInDailyLog, { projectId: 'in-time' });
    expect(log).toMatchObject({ day, calls: 1, visits: 1, openVisits: 1, late: false, handedInBy: dutyStaff.name });
    expect(await office.dept.ask(dutyStaff, HandInDailyLog, { projectId: 'late' })).toMatchObject({
      late: true,
      calls: 0,
    });
    await office.dept.ask(dutyStaff, LogVisit, { projectId: 'in-time', kind: 'CALL' });
    const more = await office.dept.ask(dutyStaff, HandInDailyLog, { projectId: 'in-time', day });
    expect(more).toMatchObject({ id: log.id, calls: 2, handedInAt: log.handedInAt });
    const sent = { dailyLogId: log.id, version: more.version };
    expect(await office.dept.refusal(dutyStaff, ConfirmDailyLog, sent)).toMatchObject({ kind: 'forbidden' });
    expect(await office.dept.refusal(stranger('SALES_SUPERVISOR'), ConfirmDailyLog, sent)).toMatchObject({
      kind: 'not-found',
    });
    const confirmed = await office.dept.ask(supervisor, ConfirmDailyLog, sent);
    expect(confirmed).toMatchObject({ state: 'CONFIRMED', confirmedBy: supervisor.name, allowed: [] });
    expect(await office.dept.ask(manager, GetDailyLog, { dailyLogId: log.id })).toEqual(confirmed);
    expect(await office.dept.refusal(dutyStaff, HandInDailyLog, { projectId: 'in-time' })).toMatchObject({
      code: 'daily-log.illegal-step',
    });
    const tomorrow = { projectId: 'late', day: plusDays(day, 1) };
    expect(await office.dept.refusal(dutyStaff, HandInDailyLog, tomorrow)).toMatchObject({
      code: 'daily-log.in-future',
    });
    expect(await office.dept.refusal(consultant, HandInDailyLog, { projectId: 'late' })).toMatchObject({
      kind: 'forbidden',
    });
    const late = await office.dept.ask(supervisor, FindDailyLogs, { late: true });
    expect(late.items).toMatchObject([{ projectId: 'late' }]);
    expect((await office.dept.ask(stranger('SALES_SUPERVISOR'), FindDailyLogs, {})).items).toEqual([]);
    expect(await office.dept.refusal(stranger('SALES_SUPERVISOR'), GetDailyLog, { dailyLogId: log.id })).toMatchObject({
      kind: 'not-found',
    });
  });

  test('the sheet of the duty staff is taken as it is: phones in seven writings are one person, and once [REQ-097]', async () => {
    const { projectId } = office;
    await office.dept.travel('1000 days'); // the sheet is of November 2026
    const fileId = await office.upload(sample('来电来访客户记录.xlsx'), dutyStaff);
    const sent = { projectId, fileId, year: 2025 };
    const before = (await office.dept.rows<{ many: number }>('select count(*)::int as many from visit'))[0]!.many;
    const tried = await office.dept.ask(dutyStaff, ImportVisits, { ...sent, dryRun: true });
    expect(tried).toMatchObject({ ...expected, dryRun: true, added: 180, rejected: 0, problems: [] });
    expect(await office.dept.rows('select count(*)::int as many from visit')).toEqual([{ many: before }]);
    const taken = await office.dept.ask(dutyStaff, ImportVisits, sent);
    expect(taken).toEqual({ ...tried, dryRun: false });
    const [people] = await office.dept.rows<{ many: number }>(
      'select count(distinct party_id)::int as many from visit where import_key is not null',
    );
    expect(people).toEqual({ many: 151 });
    expect(await office.dept.ask(dutyStaff, ImportVisits, sent)).toMatchObject({
      ...expected,
      added: 0,
      unchanged: 180,
    });
    const day = await office.dept.ask(dutyStaff, FindVisits, { projectId, on: '2025-11-03', limit: 100 });
    expect(day.items.find(({ phone }) => phone === '154****2599')).toMatchObject({
      ...{ kind: 'VISIT', customerName: '杨**', channel: 'OUTDOOR', concerns: ['交房时间'], intentGrade: 'B' },
      ...{ consultant: '查伟', at: '2025-11-03T01:00:00.000Z' },
    });
    const person = await office.dept.ask(dutyStaff, FindVisits, { projectId, person: '杨一诺' });
    expect(person.items.length).toBeGreaterThan(0);
    expect(await office.dept.refusal(supervisor, ImportVisits, sent)).toMatchObject({ kind: 'not-found' });
    expect(await office.dept.refusal(consultant, ImportVisits, sent)).toMatchObject({ kind: 'forbidden' });
    expect(await office.dept.refusal(controller, ImportVisits, sent)).toMatchObject({ kind: 'forbidden' });
    expect(await office.dept.refusal(stranger('DUTY_STAFF'), ImportVisits, sent)).toMatchObject({ kind: 'not-found' });
    const inFuture = await office.dept.ask(dutyStaff, ImportVisits, { ...sent, year: 2199, dryRun: true });
    expect(inFuture).toMatchObject({ entries: 123, added: 0, rejected: 57 });
    expect(inFuture.problems[0]).toMatchObject({ field: '日期' });
  });
});
