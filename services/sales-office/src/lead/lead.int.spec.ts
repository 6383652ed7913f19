import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AssignLead,
  ConvertLead,
  DropLead,
  FindLeads,
  GetLead,
  RecordLead,
  TrackLead,
  type LeadView,
} from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { stranger } from '@linli/testing';
import { siteTables } from '../migrations/033-site.js';
import { consultant, dutyStaff, finance, Office, rival, supervisor } from '../test/office.js';
import { expectOrder } from '../test/steps.js';
import { Lead } from './lead.js';
import { leadWorkflow, type LeadState } from './lead.workflow.js';

test('a lead goes the way of the trade and no other', () => {
  const record = () =>
    Lead.record(
      { projectId: 'binjiang', customerName: '王芳', channel: 'ONLINE' },
      { formNo: 'XS-1', partyId: 'p', by: '值班', at: new Date() },
    );
  const given = (state: LeadState) => Object.assign(record(), { state, consultantId: 'x' });
  expectOrder(leadWorkflow, given, {
    assign: (one) => one.assign('x', '赵敏'),
    track: (one) => one.track({ leadId: 'l', version: 1, kind: 'CALL', content: '无人接' }, '赵敏', new Date()),
    convert: (one) => one.convert({ id: 's', projectId: 'binjiang', consultantId: 'x' }),
    drop: (one) => one.drop('空号'),
  });
  expect(siteTables.sql).toContain(`check (${leadWorkflow.check('state')})`);
});

describe('Leads', () => {
  let office: Office;
  let today: string;
  beforeAll(async () => {
    office = await Office.open();
    const [clock] = await office.dept.rows<{ at: string }>('select app_now()::text as at');
    today = dayOf(new Date(clock!.at));
  }, 60_000);
  afterAll(() => office.stop());

  const recorded = (): Promise<LeadView> =>
    office.dept.ask(dutyStaff, RecordLead, {
      ...{ projectId: office.projectId, customerName: '周杰', phone: office.phone(), channel: 'ONLINE', need: '三室' },
    });
  const assigned = async (to = consultant): Promise<LeadView> => {
    const { id: leadId, version } = await recorded();
    return office.dept.ask(supervisor, AssignLead, { leadId, version, consultantId: to.id, consultant: to.name });
  };

  test('a lead is recorded, given to a consultant, tracked, and becomes his prospect [REQ-131]', async () => {
    expect(await recorded()).toMatchObject({ state: 'NEW', customerName: '周*', allowed: ['assign', 'drop'] });
    const { id: leadId, version } = await assigned();
    const tracked = await office.dept.ask(consultant, TrackLead, {
      ...{ leadId, version, kind: 'NOT_REACHED', content: '无人接听', nextOn: today },
    });
    expect(tracked).toMatchObject({ nextOn: today, contacts: [{ kind: 'NOT_REACHED', by: consultant.name }] });
    const mine = await office.dept.ask(consultant, FindLeads, { nextBy: today, person: '周杰' });
    expect(mine.items).toEqual([tracked]);
    const { id: prospectId } = await office.prospect();
    const { id: another } = await office.prospect(rival);
    const convert = { leadId, version: tracked.version, prospectId };
    expect(await office.dept.refusal(consultant, ConvertLead, { ...convert, prospectId: another })).toMatchObject({
      kind: 'not-found',
    });
    const converted = await office.dept.ask(consultant, ConvertLead, convert);
    expect(converted).toMatchObject({ state: 'CONVERTED', prospectId, allowed: [] });
    expect(converted.nextOn).toBeUndefined();
    expect(await office.dept.ask(supervisor, GetLead, { leadId })).toEqual(converted);
  });

  test('a lead that leads nowhere is dropped with its reason, and may go to another consultant before [REQ-131]', async () => {
    const first = await assigned(rival);
    const moved = await office.dept.ask(supervisor, AssignLead, {
      ...{ leadId: first.id, version: first.version, consultantId: consultant.id, consultant: consultant.name },
    });
    expect(moved).toMatchObject({ state: 'ASSIGNED', consultantId: consultant.id });
    const form = { leadId: moved.id, version: moved.version, reason: '空号' };
    expect(await office.dept.refusal(rival, DropLead, form)).toMatchObject({ kind: 'not-found' });
    expect(await office.dept.ask(consultant, DropLead, form)).toMatchObject({ state: 'DROPPED', dropReason: '空号' });
  });

  test('leads of others are not found, and not everybody works on them', async () => {
    const { id: leadId, version } = await assigned();
    const one = { leadId, version };
    const track = { ...one, kind: 'CALL', content: '已联系' };
    const { id: prospectId } = await office.prospect(rival);
    for (const [by, request, message] of [
      [rival, GetLead, { leadId }],
      [rival, TrackLead, track],
      [rival, ConvertLead, { ...one, prospectId }],
      [stranger('SALES_SUPERVISOR'), AssignLead, { ...one, consultantId: 'a', consultant: '甲' }],
      [stranger('SALES_SUPERVISOR'), GetLead, { leadId }],
    ] as const)
      expect(await office.dept.refusal(by, request, message)).toMatchObject({ kind: 'not-found' });
    for (const [by, request, message] of [
      [consultant, RecordLead, { projectId: office.projectId, customerName: '周杰', channel: 'ONLINE' }],
      [consultant, AssignLead, { ...one, consultantId: 'a', consultant: '甲' }],
      [dutyStaff, TrackLead, track],
      [dutyStaff, ConvertLead, { ...one, prospectId }],
      [dutyStaff, DropLead, { ...one, reason: '无' }],
      [finance, GetLead, { leadId }],
      [finance, FindLeads, {}],
    ] as const)
      expect(await office.dept.refusal(by, request, message)).toMatchObject({ kind: 'forbidden' });
    expect((await office.dept.ask(rival, FindLeads, {})).items).toEqual([]);
    expect((await office.dept.ask(stranger('SALES_SUPERVISOR'), FindLeads, {})).items).toEqual([]);
  });
});
