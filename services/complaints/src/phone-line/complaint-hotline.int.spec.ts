import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AssignPhoneLine,
  FindComplaintHotlines,
  OpenPhoneLine,
  RecordHandlerAbsence,
  ReleasePhoneLine,
  type PhoneLineView,
} from '@linli/contracts';
import { colleague, type ServiceUnderTest } from '@linli/testing';
import { CallDesk, colleague2, consultant, elsewhere, handler, lead, projectId } from '../test/call-desk.js';

describe('The complaint hotline', () => {
  let dept: ServiceUnderTest;
  let desk: CallDesk;
  beforeAll(async () => {
    desk = await CallDesk.open();
    dept = desk.dept;
  }, 60_000);
  afterAll(() => dept.stop());

  const named = ({ id: phoneLineId, version }: PhoneLineView) => ({ phoneLineId, version });
  const hotlines = async (who = handler, asked = {}) => (await dept.ask(who, FindComplaintHotlines, asked)).hotlines;

  test('of a project is known with the person who takes complaints; where it is wanting, that is said [REQ-135]', async () => {
    await desk.complaintOf('13800000001');
    expect(await hotlines()).toEqual([{ projectId, state: 'MISSING' }]);
    const form = { projectId, kind: 'HOTLINE', number: '0571-12315', title: '投诉热线' };
    const line = await dept.ask(lead, OpenPhoneLine, form);
    expect(await hotlines()).toEqual([{ projectId, state: 'UNSTAFFED', phoneLineId: line.id, number: '0571-12315' }]);
    const to = { staffId: handler.id, staffName: handler.name };
    const assigned = await dept.ask(lead, AssignPhoneLine, { ...named(line), ...to });
    const staffed = { projectId, state: 'STAFFED', phoneLineId: line.id, number: '0571-12315' };
    expect(await hotlines(handler, { projectId })).toEqual([
      { ...staffed, holderId: handler.id, holderName: handler.name, since: assigned.holders[0]?.from },
    ]);
    const leave = {
      colleagueId: handler.id,
      colleague: handler.name,
      fromOn: '2026-11-25',
      untilOn: '2026-11-27',
      reason: '年假',
    };
    await dept.ask(lead, RecordHandlerAbsence, leave);
    expect(await hotlines()).toMatchObject([{ state: 'AWAY', holderName: handler.name, awayUntil: '2026-11-27' }]);
    const next = { staffId: colleague2.id, staffName: colleague2.name };
    await dept.ask(lead, AssignPhoneLine, { ...named(assigned), ...next });
    expect(await hotlines()).toMatchObject([{ state: 'STAFFED', holderName: colleague2.name }]);
  });

  test('is passed on and not given back, as long as it is the only one that somebody answers [REQ-135]', async () => {
    const phoneLineId = (await hotlines())[0]?.phoneLineId ?? '';
    const only = { phoneLineId, version: 3 };
    expect(await dept.refusal(lead, ReleasePhoneLine, only)).toMatchObject({ code: 'phone-line.hotline-needs-person' });
    const direct = await dept.ask(lead, OpenPhoneLine, { projectId, kind: 'DIRECT', number: '0571-1', title: '直线' });
    const held = await dept.ask(lead, AssignPhoneLine, { ...named(direct), staffId: 'x', staffName: '某人' });
    expect(await dept.ask(lead, ReleasePhoneLine, named(held))).toMatchObject({ state: 'FREE' });
    const second = await desk.lineOf(colleague2);
    const released = await Promise.allSettled([
      dept.ask(lead, ReleasePhoneLine, only),
      dept.ask(lead, ReleasePhoneLine, named(second)),
    ]);
    expect(released.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await hotlines()).map(({ state }) => state).sort()).toEqual(['STAFFED', 'UNSTAFFED']);
  });

  test('is shown to those who call, of their own projects', async () => {
    expect(await hotlines(consultant)).not.toEqual([]);
    expect(await hotlines(elsewhere)).toEqual([]);
    expect(await hotlines(elsewhere, { projectId })).toEqual([]);
    expect(await dept.refusal(colleague('CASHIER'), FindComplaintHotlines, {})).toMatchObject({ kind: 'forbidden' });
  });
});
