import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AuthoriseInServiceTerritory,
  DischargeFromServiceTerritory,
  DissolveServiceTerritory,
  FindKnowledgeArticles,
  FindServiceTerritories,
  FindTips,
  GetKnowledgeArticle,
  GetKnowledgeSuggestions,
  GetServiceTerritory,
  GetTip,
  LikeTip,
  PostTip,
  PublishKnowledgeArticle,
  ReplyToTip,
  ResetServiceTerritory,
  RetireKnowledgeArticle,
  ReviseKnowledgeArticle,
  SetServiceTerritory,
  SolveWithKnowledgeArticle,
  VoteOnKnowledgeArticle,
  WithdrawTip,
  WriteKnowledgeArticle,
  type KnowledgeArticleView,
} from '@linli/contracts';
import { colleague, stranger, type ServiceUnderTest } from '@linli/testing';
import { knowledgeTables } from '../migrations/032-knowledge.js';
import { serviceTerritoryWorkflow } from '../service-territory/service-territory.js';
import { CallDesk, colleague2, consultant, elsewhere, handler, lead } from '../test/call-desk.js';
import { tipWorkflow } from '../tip/tip.js';
import { knowledgeArticleWorkflow } from './knowledge-article.js';

describe('What the department knows, and who serves where', () => {
  let dept: ServiceUnderTest;
  let complaintOf: CallDesk['complaintOf'];
  beforeAll(async () => {
    const desk = await CallDesk.open();
    await desk.dept.knows('territories');
    ({ dept, complaintOf } = desk);
  }, 60_000);
  afterAll(() => dept.stop());

  const leak = {
    category: 'QUALITY',
    title: '卫生间渗水',
    problem: '楼上卫生间地面渗水',
    solution: '重做防水层并闭水试验',
  };
  const published = async (text = leak): Promise<KnowledgeArticleView> => {
    const { id, version } = await dept.ask(handler, WriteKnowledgeArticle, text);
    return dept.ask(lead, PublishKnowledgeArticle, { knowledgeArticleId: id, version });
  };
  const named = ({ id, version }: KnowledgeArticleView) => ({ knowledgeArticleId: id, version });

  test.each([knowledgeArticleWorkflow, tipWorkflow, serviceTerritoryWorkflow])(
    'the states of $name are those that the database takes',
    (workflow) => {
      expect(knowledgeTables.sql).toContain(`check (${workflow.check('state')})`);
    },
  );

  test('a problem with its solution is found by two characters once it is published [REQ-167]', async () => {
    const draft = await dept.ask(handler, WriteKnowledgeArticle, { ...leak, title: '外墙空鼓' });
    expect((await dept.ask(consultant, FindKnowledgeArticles, { words: '空鼓' })).items).toEqual([]);
    expect((await dept.ask(handler, FindKnowledgeArticles, { state: 'DRAFT' })).items).toContainEqual(draft);
    expect(await dept.refusal(handler, PublishKnowledgeArticle, named(draft))).toMatchObject({ kind: 'forbidden' });
    const seen = await dept.ask(lead, PublishKnowledgeArticle, named(draft));
    expect((await dept.ask(consultant, FindKnowledgeArticles, { words: '空鼓' })).items).toEqual([seen]);
    expect(await dept.ask(consultant, GetKnowledgeArticle, { knowledgeArticleId: draft.id })).toEqual(seen);
    expect(await dept.refusal(handler, FindKnowledgeArticles, { words: '空' })).toMatchObject({
      code: 'search.too-short',
    });
    const revised = await dept.ask(handler, ReviseKnowledgeArticle, { ...named(seen), ...leak, title: '外墙起皮' });
    expect(revised.state).toBe('DRAFT');
    const retired = await dept.ask(lead, RetireKnowledgeArticle, named(revised));
    expect(retired).toMatchObject({ state: 'RETIRED', allowed: [] });
    expect(await dept.refusal(consultant, WriteKnowledgeArticle, leak)).toMatchObject({ kind: 'forbidden' });
  });

  test('while a case is written, the articles that share most with it are suggested, and what solved it is linked once [REQ-167]', async () => {
    const fits = await published();
    await published({ ...leak, title: '电梯停运', problem: '电梯多次停运', solution: '更换控制板' });
    const text = '业主反映卫生间渗水到楼下,要求重做防水';
    const { suggestions } = await dept.ask(handler, GetKnowledgeSuggestions, { text });
    expect(suggestions.map(({ id }) => id)).toEqual([fits.id]);
    expect((await dept.ask(handler, GetKnowledgeSuggestions, { text, category: 'SALES' })).suggestions).toEqual([]);
    expect((await dept.ask(handler, GetKnowledgeSuggestions, { text: '!' })).suggestions).toEqual([]);
    const complaint = await complaintOf('13800007777');
    const solve = { ...named(fits), complaintId: complaint.id };
    expect(await dept.refusal(consultant, SolveWithKnowledgeArticle, solve)).toMatchObject({ kind: 'forbidden' });
    expect(await dept.refusal(elsewhere, SolveWithKnowledgeArticle, solve)).toMatchObject({ kind: 'not-found' });
    const linked = await dept.ask(handler, SolveWithKnowledgeArticle, solve);
    expect(linked.solved).toBe(1);
    expect((await dept.ask(handler, FindKnowledgeArticles, { complaintId: complaint.id })).items).toEqual([linked]);
    expect(await dept.refusal(handler, SolveWithKnowledgeArticle, { ...solve, version: linked.version })).toMatchObject(
      {
        code: 'knowledge-article.linked-already',
      },
    );
  });

  test('everybody has one vote on an article and may change it [REQ-167]', async () => {
    const article = await published();
    const first = await dept.ask(handler, VoteOnKnowledgeArticle, { ...named(article), useful: true });
    const second = await dept.ask(colleague2, VoteOnKnowledgeArticle, { ...named(first), useful: true });
    const changed = await dept.ask(handler, VoteOnKnowledgeArticle, { ...named(second), useful: false });
    expect([second.useful, changed.useful, changed.useless]).toEqual([2, 1, 1]);
    expect(await dept.refusal(handler, VoteOnKnowledgeArticle, { ...named(first), useful: true })).toMatchObject({
      kind: 'stale',
    });
    expect(
      await dept.refusal(colleague('CASHIER'), VoteOnKnowledgeArticle, { ...named(changed), useful: true }),
    ).toMatchObject({ kind: 'forbidden' });
  });

  test('a tip is posted, searched, answered, liked once by others, and taken down by its author or a leader [REQ-171]', async () => {
    const post = { skill: '安抚情绪', title: '先听完再解释', body: '客户讲完之前不打断,复述一遍问题' };
    const tip = await dept.ask(consultant, PostTip, post);
    expect((await dept.ask(handler, FindTips, { words: '打断' })).items).toEqual([tip]);
    expect((await dept.ask(handler, FindTips, { skill: '安抚情绪' })).items).toEqual([tip]);
    const tipId = tip.id;
    const replied = await dept.ask(handler, ReplyToTip, { tipId, version: tip.version, text: '很管用' });
    expect(replied.replies).toMatchObject([{ by: handler.name, text: '很管用' }]);
    const liked = await dept.ask(handler, LikeTip, { tipId, version: replied.version });
    expect(liked.likes).toBe(1);
    const sent = { tipId, version: liked.version };
    expect(await dept.refusal(handler, LikeTip, sent)).toMatchObject({ code: 'tip.liked-already' });
    expect(await dept.refusal(consultant, LikeTip, sent)).toMatchObject({ code: 'tip.own' });
    expect(await dept.refusal(handler, WithdrawTip, sent)).toMatchObject({ code: 'tip.not-yours' });
    expect(await dept.refusal(colleague('CASHIER'), PostTip, post)).toMatchObject({ kind: 'forbidden' });
    await dept.ask(lead, WithdrawTip, sent);
    expect((await dept.ask(handler, FindTips, { words: '打断' })).items).toEqual([]);
    expect(await dept.ask(handler, GetTip, { tipId })).toMatchObject({ state: 'WITHDRAWN', allowed: [] });
  });

  test('a territory has buildings and authorised staff, is found by a room, set anew and dissolved [REQ-060]', async () => {
    const projectId = 'territories';
    const made = await dept.ask(lead, SetServiceTerritory, { projectId, name: '东区', buildings: ['3', '5', '3'] });
    expect(made).toMatchObject({ state: 'SET', buildings: ['3', '5'], staff: [] });
    const serviceTerritoryId = made.id;
    const staff = { staffId: handler.id, staffName: handler.name, categories: ['QUALITY', 'SERVICE'] };
    const manned = await dept.ask(lead, AuthoriseInServiceTerritory, {
      serviceTerritoryId,
      version: made.version,
      ...staff,
    });
    expect(manned.staff).toEqual([staff]);
    expect((await dept.ask(handler, FindServiceTerritories, { projectId, room: '5-1-101' })).items).toEqual([manned]);
    expect((await dept.ask(handler, FindServiceTerritories, { projectId, room: '7-1-101' })).items).toEqual([]);
    expect((await dept.ask(elsewhere, FindServiceTerritories, {})).items).toEqual([]);
    const form = { projectId, name: '西区', buildings: ['5'] };
    expect(await dept.refusal(lead, SetServiceTerritory, form)).toMatchObject({
      code: 'service-territory.building-taken',
    });
    expect(await dept.refusal(lead, SetServiceTerritory, { ...form, buildings: [] })).toMatchObject({
      code: 'service-territory.no-buildings',
    });
    expect(await dept.refusal(handler, SetServiceTerritory, form)).toMatchObject({ kind: 'forbidden' });
    expect(await dept.refusal(stranger('CS_SUPERVISOR'), SetServiceTerritory, form)).toMatchObject({
      kind: 'not-found',
    });
    const reset = { serviceTerritoryId, version: manned.version, buildings: ['3'], reason: '五号楼划归西区' };
    const anew = await dept.ask(lead, ResetServiceTerritory, reset);
    expect(anew).toMatchObject({ buildings: ['3'], staff: [], earlier: [{ buildings: ['3', '5'], by: lead.name }] });
    await dept.ask(lead, SetServiceTerritory, form);
    const again = await dept.ask(lead, AuthoriseInServiceTerritory, {
      serviceTerritoryId,
      version: anew.version,
      ...staff,
    });
    const leave = { serviceTerritoryId, version: again.version, staffId: handler.id };
    const left = await dept.ask(lead, DischargeFromServiceTerritory, leave);
    expect(left.staff).toEqual([]);
    expect(await dept.refusal(lead, DischargeFromServiceTerritory, { ...leave, version: left.version })).toMatchObject({
      code: 'service-territory.not-in-it',
    });
    await dept.ask(lead, DissolveServiceTerritory, { serviceTerritoryId, version: left.version });
    expect(await dept.ask(handler, GetServiceTerritory, { serviceTerritoryId })).toMatchObject({ state: 'DISSOLVED' });
    await dept.ask(lead, SetServiceTerritory, { projectId, name: '东区', buildings: ['3'] });
  });
});
