import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Module } from '@nestjs/common';
import { encodeAnswer, Files } from '@linli/bus';
import {
  CorrectiveActionConfirmed,
  CorrectiveActionRequested,
  CorrectiveActionReturned,
  CorrectiveActionWithdrawn,
  GetLetterWords,
  letterContracts,
  type WorkContactLetterView,
} from '@linli/contracts';
import { newId } from '@linli/kernel';
import { colleague, eventually, ServiceUnderTest, stranger } from '@linli/testing';
import { letterTables, letterWithdrawn } from './letter-tables.js';
import { letterEntities, takesLetters } from './takes-letters.js';
import { letterWorkflow } from './work-contact-letter.js';

@Module({ controllers: [...takesLetters('property-move-in')] })
class Department {}

const letters = letterContracts['property-move-in'];
const { AcknowledgeWorkContactLetter, CarryOutWorkContactLetter, FindWorkContactLetters, GetWorkContactLetter } =
  letters;
const { GetLetterAnswers, GetLetterProof, GetLetterProofForReader, LetterAcknowledged, LetterCarriedOut } = letters;
const engineer = colleague('PROJECT_DEPT');
const property = colleague('PROPERTY_COMPANY');
const elsewhere = stranger('PROJECT_DEPT');
const words = (actionId: string) => ({
  ...{ id: actionId, letterNo: 'LX-2026-000001', department: 'PROJECT_DEPT', kind: 'CORRECTIVE' },
  ...{ complaintNo: 'TS-2026-000001', cause: '防水层未按图施工', demand: '全楼复查防水', requestedBy: '投诉专人' },
  ...{ requestedAt: '2026-11-25T01:00:00.000Z', dueOn: '2026-12-09' },
});

describe('工作联系函 at the department concerned', () => {
  let dept: ServiceUnderTest;
  let isAway = false;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(Department, {
      name: 'property-move-in',
      entities: letterEntities,
      migrations: [letterTables, letterWithdrawn],
    });
    dept.service.connection.nc.subscribe(GetLetterWords.subject, {
      callback: (_error, message) => {
        const { actionId } = message.json<{ actionId: string }>();
        if (!isAway) message.respond(encodeAnswer(200, words(actionId)));
      },
    });
  }, 60_000);
  afterAll(() => dept.stop());

  const requested = (more: object = {}) => ({
    ...{ actionId: newId(), projectId: 'binjiang', department: 'PROJECT_DEPT', complaintId: newId() },
    ...{ kind: 'CORRECTIVE', dueOn: '2026-12-09', ...more },
  });
  const place = (aggregateId: string, sequence = 1, eventId = newId()) => ({ aggregateId, sequence, eventId });
  const heard = (actionId: string, sequence = 1) =>
    eventually(
      async () => (await dept.progress('complaints', actionId)) === sequence,
      `news ${sequence} of the action was not taken in`,
    );
  const letterOf = (letterId: string, by = engineer) => dept.ask(by, GetWorkContactLetter, { letterId });
  async function received(more: object = {}): Promise<WorkContactLetterView> {
    const news = requested(more);
    await dept.tell(CorrectiveActionRequested, news, place(news.actionId));
    await heard(news.actionId);
    return letterOf(news.actionId, news.department === 'PROPERTY_COMPANY' ? property : engineer);
  }
  const acknowledge = ({ id: letterId, version }: WorkContactLetterView) =>
    dept.ask(engineer, AcknowledgeWorkContactLetter, { letterId, version });
  const carryOut = ({ id: letterId, version }: WorkContactLetterView, fileId?: string) =>
    dept.ask(engineer, CarryOutWorkContactLetter, {
      ...{ letterId, version, done: '已复查 36 户,返修 2 户' },
      ...(fileId ? { fileId } : {}),
    });
  const returned = ({ id: actionId }: WorkContactLetterView, round: number) => ({
    ...{ actionId, projectId: 'binjiang', department: 'PROJECT_DEPT', round, dueOn: '2026-12-23' },
  });
  const confirmed = ({ id: actionId }: WorkContactLetterView, round = 1) => ({
    ...{ actionId, projectId: 'binjiang', department: 'PROJECT_DEPT', round },
  });

  test('arrives there with its words, is signed for and carried out with proof, and both are told [REQ-150] [REQ-152]', async () => {
    const letter = await received();
    expect(letter).toMatchObject({ state: 'RECEIVED', round: 1, dueOn: '2026-12-09', allowed: ['acknowledge'] });
    expect(letter.words).toEqual(words(letter.id));
    const signed = await acknowledge(letter);
    expect(signed).toMatchObject({ state: 'ACKNOWLEDGED', acknowledgedBy: engineer.name, allowed: ['carryOut'] });
    const files = dept.service.app.get(Files, { strict: false });
    const bytes = Buffer.from('整改前后照片');
    const { fileId } = await files.put(bytes, { name: '整改.jpg', type: 'image/jpeg', owner: engineer.id });
    const done = await carryOut(signed, fileId);
    expect(done).toMatchObject({ state: 'CARRIED_OUT', allowed: [] });
    expect(done.answers).toMatchObject([{ round: 1, done: '已复查 36 户,返修 2 户', fileName: '整改.jpg' }]);
    const news = { letterId: letter.id, projectId: 'binjiang', round: 1, staffId: engineer.id };
    const mine = <N extends { letterId: string }>(all: N[]) => all.filter(({ letterId }) => letterId === letter.id);
    expect(mine(await dept.published(LetterAcknowledged))).toEqual([news]);
    expect(mine(await dept.published(LetterCarriedOut))).toEqual([news]);
    const asked = { letterId: letter.id, round: 1 };
    const proof = await dept.ask(engineer, GetLetterProof, asked);
    expect(Buffer.from((await files.own(proof.fileId, engineer.id)).bytes)).toEqual(bytes);
    const forReader = await dept.askAs('complaints', GetLetterProofForReader, { ...asked, readerId: 'checker' });
    expect(Buffer.from((await files.own(forReader.fileId, 'checker')).bytes)).toEqual(bytes);
    const told = await dept.askAs('complaints', GetLetterAnswers, { letterId: letter.id });
    expect(told).toEqual({ answers: done.answers });
  });

  test('can be answered while complaints is away: it is shown without its words', async () => {
    const letter = await received();
    isAway = true;
    expect(await letterOf(letter.id)).not.toHaveProperty('words');
    isAway = false;
    expect(await letterOf(letter.id)).toHaveProperty('words');
  });

  test('is the business of its department alone, in its own projects', async () => {
    const letter = await received({ projectId: 'own' });
    const { id: letterId, version } = letter;
    const list = { projectId: 'own' };
    expect((await dept.ask(engineer, FindWorkContactLetters, list)).items.map(({ id }) => id)).toEqual([letterId]);
    for (const outsider of [property, elsewhere]) {
      expect((await dept.ask(outsider, FindWorkContactLetters, list)).items).toEqual([]);
      for (const [question, more] of [
        [GetWorkContactLetter, {}],
        [GetLetterProof, { round: 1 }],
        [AcknowledgeWorkContactLetter, { version }],
        [CarryOutWorkContactLetter, { version, done: '好' }],
      ] as const)
        expect(await dept.refusal(outsider, question, { letterId, ...more })).toMatchObject({
          ...{ kind: 'not-found', code: 'work-contact-letter.not-found' },
        });
    }
    const cashier = colleague('CASHIER');
    for (const [question, more] of [
      [FindWorkContactLetters, {}],
      [GetWorkContactLetter, { letterId }],
      [GetLetterProof, { letterId, round: 1 }],
      [AcknowledgeWorkContactLetter, { letterId, version }],
      [CarryOutWorkContactLetter, { letterId, version, done: '好' }],
      [GetLetterAnswers, { letterId }],
      [GetLetterProofForReader, { letterId, round: 1, readerId: 'x' }],
    ] as const)
      expect(await dept.refusal(cashier, question, more)).toMatchObject({ kind: 'forbidden' });
    expect((await dept.ask(engineer, FindWorkContactLetters, { ...list, state: 'CARRIED_OUT' })).items).toEqual([]);
    expect((await dept.ask(engineer, FindWorkContactLetters, { ...list, open: true })).items).toHaveLength(1);
  });

  test('is carried out only when it was signed for, and a file proves one letter only', async () => {
    const letter = await received();
    expect(await dept.refusal(engineer, CarryOutWorkContactLetter, { ...named(letter), done: '好' })).toMatchObject({
      code: 'work-contact-letter.illegal-step',
    });
    const signed = await acknowledge(letter);
    expect(await dept.refusal(engineer, AcknowledgeWorkContactLetter, named(letter))).toMatchObject({
      code: 'work-contact-letter.stale-version',
    });
    const files = dept.service.app.get(Files, { strict: false });
    const { fileId } = await files.put(Buffer.from('x'), { name: 'x.png', type: 'image/png', owner: engineer.id });
    await carryOut(signed, fileId);
    const other = await acknowledge(await received());
    const again = { ...named(other), done: '好', fileId };
    expect(await dept.refusal(engineer, CarryOutWorkContactLetter, again)).toMatchObject({
      code: 'file.already-filed',
    });
    const foreign = await files.put(Buffer.from('x'), { name: 'x.png', type: 'image/png', owner: 'somebody' });
    expect(await dept.refusal(engineer, CarryOutWorkContactLetter, { ...again, fileId: foreign.fileId })).toMatchObject(
      { code: 'file.not-found' },
    );
    expect(await dept.refusal(engineer, GetLetterProof, { letterId: other.id, round: 1 })).toMatchObject({
      code: 'letter-proof.not-found',
    });
  });
  const named = ({ id: letterId, version }: WorkContactLetterView) => ({ letterId, version });

  describe('news of a request', () => {
    test('that come twice make one letter', async () => {
      const news = requested({ projectId: 'twice' });
      const at = place(news.actionId);
      await dept.tell(CorrectiveActionRequested, news, at);
      await dept.tell(CorrectiveActionRequested, news, at);
      await heard(news.actionId);
      expect((await dept.ask(engineer, FindWorkContactLetters, { projectId: 'twice' })).items).toHaveLength(1);
    });

    test('for the department of another service are not for this one', async () => {
      const news = requested({ department: 'FINANCE_DEPT' });
      await dept.tell(CorrectiveActionRequested, news, place(news.actionId));
      await heard(news.actionId);
      await dept.tell(CorrectiveActionReturned, { ...news, round: 2 }, place(news.actionId, 2));
      await dept.tell(CorrectiveActionConfirmed, { ...news, round: 2 }, place(news.actionId, 3));
      await heard(news.actionId, 3);
      expect(await dept.rows('select 1 from work_contact_letter where id = ?', [news.actionId])).toEqual([]);
    });
  });

  test('news that come in another order wait for each other', async () => {
    const news = requested();
    const { actionId: id } = news;
    await dept.tell(CorrectiveActionReturned, returned({ id } as WorkContactLetterView, 2), place(id, 2));
    await dept.tell(CorrectiveActionRequested, news, place(id, 1));
    await heard(id, 2);
    // Nothing had been carried out, so nothing could be returned: such news are ignored.
    expect(await letterOf(id)).toMatchObject({ state: 'RECEIVED', round: 1 });
  });

  test('what had no effect is asked for again, once, and settled when it had', async () => {
    const letter = await acknowledge(await received());
    await carryOut(letter);
    const back = place(letter.id, 2);
    await dept.tell(CorrectiveActionReturned, returned(letter, 2), back);
    await dept.tell(CorrectiveActionReturned, returned(letter, 2), back);
    await heard(letter.id, 2);
    const again = await letterOf(letter.id);
    expect(again).toMatchObject({ state: 'ACKNOWLEDGED', round: 2, dueOn: '2026-12-23', allowed: ['carryOut'] });
    const done = await carryOut(again);
    expect(done.answers.map(({ round }) => round)).toEqual([1, 2]);
    // Too late: round 2 has been carried out already when it is told once more under another id.
    await dept.tell(CorrectiveActionReturned, returned(letter, 2), place(letter.id, 3));
    await heard(letter.id, 3);
    expect(await letterOf(letter.id)).toMatchObject({ state: 'CARRIED_OUT', round: 2 });
    await dept.tell(CorrectiveActionConfirmed, confirmed(letter, 2), place(letter.id, 4));
    await heard(letter.id, 4);
    expect(await letterOf(letter.id)).toMatchObject({ state: 'SETTLED', allowed: [] });
    await dept.tell(CorrectiveActionConfirmed, confirmed(letter, 2), place(letter.id, 5));
    await heard(letter.id, 5);
    expect(await letterOf(letter.id)).toMatchObject({ state: 'SETTLED' });
  });

  describe('news that the letter was wrong', () => {
    const withdrawn = ({ id: actionId }: { id: string }) => ({
      actionId,
      projectId: 'binjiang',
      department: 'PROJECT_DEPT',
    });

    test('end it: nobody signs for it any more, also when they come twice [REQ-152]', async () => {
      const letter = await received({ projectId: 'wrong' });
      const news = place(letter.id, 2);
      await dept.tell(CorrectiveActionWithdrawn, withdrawn(letter), news);
      await dept.tell(CorrectiveActionWithdrawn, withdrawn(letter), news);
      await heard(letter.id, 2);
      const gone = await letterOf(letter.id);
      expect(gone).toMatchObject({ state: 'WITHDRAWN', version: letter.version + 1, allowed: [] });
      expect((await dept.ask(engineer, FindWorkContactLetters, { projectId: 'wrong', open: true })).items).toEqual([]);
      expect(await dept.refusal(engineer, AcknowledgeWorkContactLetter, named(gone))).toMatchObject({
        code: 'work-contact-letter.illegal-step',
      });
    });

    test('that cross with a signature end it too; what comes after a confirmation changes nothing', async () => {
      const signed = await acknowledge(await received());
      await dept.tell(CorrectiveActionWithdrawn, withdrawn(signed), place(signed.id, 2));
      await heard(signed.id, 2);
      expect(await letterOf(signed.id)).toMatchObject({ state: 'WITHDRAWN', acknowledgedBy: engineer.name });
      const done = await carryOut(await acknowledge(await received()));
      await dept.tell(CorrectiveActionConfirmed, confirmed(done), place(done.id, 2));
      await dept.tell(CorrectiveActionWithdrawn, withdrawn(done), place(done.id, 3));
      await heard(done.id, 3);
      expect(await letterOf(done.id)).toMatchObject({ state: 'SETTLED' });
    });

    test('before those of the letter wait for them; without understanding they are parked', async () => {
      const news = requested();
      await dept.tell(CorrectiveActionWithdrawn, withdrawn({ id: news.actionId }), place(news.actionId, 2));
      await dept.tell(CorrectiveActionRequested, news, place(news.actionId, 1));
      await heard(news.actionId, 2);
      expect(await letterOf(news.actionId)).toMatchObject({ state: 'WITHDRAWN' });
      const other = await received();
      await dept.tell(CorrectiveActionWithdrawn, { ...withdrawn(other), department: 'NOBODY' }, place(other.id, 2));
      await eventually(
        async () => (await dept.rows('select 1 from dead_letter where aggregate_id = ?', [other.id])).length === 1,
        'the news that cannot be understood were not parked',
      );
    });
  });

  test('news that cannot be understood are parked and hold up nothing but their own letter', async () => {
    const news = requested({ department: 'NOBODY' });
    await dept.tell(CorrectiveActionRequested, news, place(news.actionId));
    await eventually(
      async () => (await dept.rows('select 1 from dead_letter where aggregate_id = ?', [news.actionId])).length === 1,
      'the news that cannot be understood were not parked',
    );
    await received();
  });

  test('its states are those that the database takes', () => {
    expect(letterWithdrawn.sql).toContain(`check (${letterWorkflow.check('state')})`);
  });
});
