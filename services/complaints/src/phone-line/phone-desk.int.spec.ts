import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AssignPhoneLine,
  ClosePhoneLine,
  CorrectPhoneBookEntry,
  DraftCallScript,
  EnterInPhoneBook,
  FindCallScripts,
  FindPhoneBookEntries,
  FindPhoneLines,
  GetCallScript,
  GetPhoneBookEntry,
  GetPhoneLine,
  LogCall,
  OpenPhoneLine,
  ReleaseCallScript,
  ReleasePhoneLine,
  RemovePhoneBookEntry,
  RetireCallScript,
  ReviseCallScript,
} from '@linli/contracts';
import { type ServiceUnderTest } from '@linli/testing';
import { CallDesk, colleague2, consultant, elsewhere, handler, lead, projectId } from '../test/call-desk.js';

describe('The phone book, the numbers and the scripts of the department', () => {
  let dept: ServiceUnderTest;
  let instant: CallDesk['instant'];
  let lineOf: CallDesk['lineOf'];
  let logged: CallDesk['logged'];
  beforeAll(async () => {
    const desk = await CallDesk.open();
    ({ dept, instant, lineOf, logged } = desk);
  }, 60_000);
  afterAll(() => dept.stop());

  test('the phone book is found by name, pinyin and the end of the number, and shows neither in full [REQ-172]', async () => {
    const card = {
      kind: 'CONTRACTOR',
      name: '欧阳建国',
      phone: '13911112222',
      organisation: '宏达防水',
      post: '项目经理',
    };
    const made = await dept.ask(handler, EnterInPhoneBook, { ...card, projectId });
    expect(made).toMatchObject({ name: '欧阳**', phone: '139****2222', allowed: ['correct', 'remove'] });
    for (const person of ['欧阳', 'jianguo', '2222'])
      expect((await dept.ask(consultant, FindPhoneBookEntries, { person })).items).toEqual([made]);
    const { id: phoneBookEntryId, version } = made;
    expect(await dept.ask(handler, GetPhoneBookEntry, { phoneBookEntryId })).toEqual(made);
    const corrected = await dept.ask(handler, CorrectPhoneBookEntry, {
      ...{ phoneBookEntryId, version, ...card, phone: '13911113333' },
    });
    expect((await dept.ask(handler, FindPhoneBookEntries, { person: '2222' })).items).toEqual([]);
    expect((await dept.ask(elsewhere, FindPhoneBookEntries, {})).items).toEqual([]);
    expect(await dept.refusal(elsewhere, GetPhoneBookEntry, { phoneBookEntryId })).toMatchObject({ kind: 'not-found' });
    expect(
      await dept.refusal(elsewhere, RemovePhoneBookEntry, { phoneBookEntryId, version: corrected.version }),
    ).toMatchObject({ kind: 'not-found' });
    expect(await dept.refusal(consultant, EnterInPhoneBook, card)).toMatchObject({ kind: 'forbidden' });
    expect(await dept.refusal(handler, EnterInPhoneBook, { ...card, phone: '12' })).toMatchObject({
      code: 'phone-book-entry.phone-not-understood',
    });
    await dept.ask(handler, RemovePhoneBookEntry, { phoneBookEntryId, version: corrected.version });
    expect((await dept.ask(handler, FindPhoneBookEntries, { person: '欧阳' })).items).toEqual([]);
    const [row] = await dept.rows<{ all: string }>(
      'select row_to_json(e)::text as all from phone_book_entry e limit 1',
    );
    expect(row!.all).not.toMatch(/欧阳建国|13911113333/);
  });

  test('an entry without a project serves them all [REQ-172]', async () => {
    const card = { kind: 'EMERGENCY', name: '燃气抢修', phone: '0571-86999999' };
    const made = await dept.ask(handler, EnterInPhoneBook, card);
    expect((await dept.ask(elsewhere, FindPhoneBookEntries, { kind: 'EMERGENCY' })).items).toEqual([made]);
    expect(await dept.ask(elsewhere, GetPhoneBookEntry, { phoneBookEntryId: made.id })).toEqual(made);
  });

  test('a number is given to a person, goes to the next one, and the history says who held it [REQ-174]', async () => {
    const line = await lineOf();
    expect(line).toMatchObject({ state: 'ASSIGNED', holderId: handler.id, holders: [{ staffName: handler.name }] });
    const { id: phoneLineId } = line;
    const to = { staffId: colleague2.id, staffName: colleague2.name };
    const passed = await dept.ask(lead, AssignPhoneLine, { phoneLineId, version: line.version, ...to });
    expect(passed.holders).toMatchObject([
      { staffId: handler.id, until: expect.any(String) },
      { staffId: colleague2.id },
    ]);
    expect(await dept.ask(handler, GetPhoneLine, { phoneLineId })).toEqual(passed);
    expect((await dept.ask(handler, FindPhoneLines, { holderId: colleague2.id })).items).toEqual([passed]);
    expect((await dept.ask(elsewhere, FindPhoneLines, {})).items).toEqual([]);
    const again = { projectId, kind: 'DIRECT', number: line.number, title: '重复' };
    expect(await dept.refusal(lead, OpenPhoneLine, again)).toMatchObject({ code: 'phone-line.number-in-use' });
    expect(await dept.refusal(handler, OpenPhoneLine, again)).toMatchObject({ kind: 'forbidden' });
    const sent = { phoneLineId, version: passed.version };
    expect(await dept.refusal(handler, AssignPhoneLine, { ...sent, ...to })).toMatchObject({ kind: 'forbidden' });
    expect(await dept.refusal(lead, AssignPhoneLine, { ...sent, ...to })).toMatchObject({
      code: 'phone-line.held-already',
    });
    expect(await dept.refusal(lead, ClosePhoneLine, sent)).toMatchObject({ code: 'phone-line.illegal-step' });
    await lineOf(); // another colleague answers the hotline of the project
    const freed = await dept.ask(lead, ReleasePhoneLine, sent);
    expect(await dept.ask(lead, ClosePhoneLine, { phoneLineId, version: freed.version })).toMatchObject({
      state: 'CLOSED',
    });
    await dept.ask(lead, OpenPhoneLine, again);
  });

  test('a script is used once it is released, and a revised one is a draft again [REQ-176]', async () => {
    const draft = await dept.ask(handler, DraftCallScript, { title: '回访', occasion: '维修后回访', body: '您好,……' });
    const { id: callScriptId } = draft;
    const unready = {
      projectId,
      direction: 'OUT',
      startedAt: instant(-9),
      talkedSeconds: 1,
      outcome: 'REACHED',
      summary: '好',
    };
    expect(await dept.refusal(handler, LogCall, { ...unready, callScriptId })).toMatchObject({
      code: 'call-script.not-released',
    });
    expect(await dept.refusal(handler, ReleaseCallScript, { callScriptId, version: draft.version })).toMatchObject({
      kind: 'forbidden',
    });
    const released = await dept.ask(lead, ReleaseCallScript, { callScriptId, version: draft.version });
    expect(released).toMatchObject({ state: 'RELEASED', releasedBy: lead.name, edition: 1 });
    expect(await logged({ callScriptId })).toMatchObject({ callScriptId });
    expect((await dept.ask(consultant, FindCallScripts, { state: 'RELEASED' })).items).toEqual([released]);
    const revised = await dept.ask(handler, ReviseCallScript, {
      callScriptId,
      version: released.version,
      body: '您好!',
    });
    expect(revised).toMatchObject({ state: 'DRAFT', edition: 2, allowed: ['revise', 'release', 'retire'] });
    expect(revised).not.toHaveProperty('releasedBy');
    await dept.ask(lead, RetireCallScript, { callScriptId, version: revised.version });
    expect(await dept.ask(handler, GetCallScript, { callScriptId })).toMatchObject({ state: 'RETIRED', allowed: [] });
  });
});
