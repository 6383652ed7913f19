import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Actor, Reader } from '@linli/bus';
import {
  ApproveSaleChange,
  CloseSales,
  ContractSigned,
  DrawContractDraft,
  ExecuteSaleChange,
  FileContract,
  FindContractDrafts,
  FindContractObligations,
  FindContracts,
  FindUnsignedCustomers,
  GetContractDraft,
  GetProject,
  GetSalesHandover,
  GetSubscription,
  RequestPriceChange,
  ReviseContractDraft,
  Role,
  SignContract,
  SignContractDraft,
  WithdrawContractDraft,
  type ContractDraftView,
  type DrawContractDraft as DraftForm,
  type SubscriptionView,
} from '@linli/contracts';
import { dayOf, plusDays, residentNumber } from '@linli/kernel';
import type { Form } from '@linli/papers';
import { stranger } from '@linli/testing';
import { contractDraftTables } from '../migrations/037-contract-draft.js';
import { consultant, controller, finance, manager, mortgage, Office, rival, supervisor } from '../test/office.js';
import { expectOrder } from '../test/steps.js';
import { ContractDraft } from './contract-draft.js';
import { contractDraftWorkflow, type ContractDraftState } from './contract-draft.workflow.js';
import { contractForms } from './contract-papers.js';

const terms = { contractNo: 'HT-1', totalPriceFen: 100, paymentMethod: 'LUMP_SUM', handoverDueOn: '2199-12-31' };

test('a draft goes the way of the trade and no other', () => {
  const draft = () => ContractDraft.draw(terms, { id: 's', projectId: 'b', consultantId: 'x' }, '孙销控', new Date());
  expectOrder(contractDraftWorkflow, (state: ContractDraftState) => Object.assign(draft(), { state }), {
    revise: (one) => one.revise({ ...terms, contractNo: 'HT-2' }, '孙销控', new Date()),
    sign: (one) => one.sign({}),
    withdraw: (one) => one.withdraw('客户改变主意'),
  });
  expect(contractDraftTables.sql).toContain(`check (${contractDraftWorkflow.check('state')})`);
});

describe('购房合同草稿', () => {
  let office: Office;
  let today: string;
  beforeAll(async () => {
    office = await Office.open();
    const [clock] = await office.dept.rows<{ at: string }>('select app_now()::text as at');
    today = dayOf(new Date(clock!.at));
  }, 60_000);
  afterAll(() => office.stop());

  const formFor = (subscription: SubscriptionView, more: Partial<DraftForm> = {}): DraftForm => {
    const { identities: _, ...form } = office.contractForm(subscription);
    return { ...form, ...more };
  };
  const draw = async (subscription: SubscriptionView, more: Partial<DraftForm> = {}) =>
    office.dept.ask(consultant, DrawContractDraft, formFor(subscription, more));
  const step = ({ id, version }: ContractDraftView) => ({ contractDraftId: id, version });
  const identities = ({ buyers }: { buyers: SubscriptionView['buyers'] }) =>
    buyers.map(({ partyId }, i) => ({ partyId, idNumber: residentNumber(`11010119900307${String(200 + i)}`) }));
  const again = ({ id, state: _, ...draft }: ContractDraftView, more: object = {}) => ({
    contractDraftId: id,
    ...Object.fromEntries(Object.keys(terms).map((key) => [key, draft[key as 'contractNo']])),
    version: draft.version,
    ...more,
  });

  test('a contract is drafted, changed, signed as it was drafted, and filed [REQ-334] [REQ-335]', async () => {
    const subscription = await office.subscribed({ coBuyers: [{ name: '李雷' }] });
    const specialClauses = [{ text: '赠送车位一年', debtor: '开发商', dueOn: '2030-01-01' }];
    const drawn = await draw(subscription, { ...mortgage, specialClauses });
    expect(drawn).toMatchObject({
      ...{ state: 'DRAFT', room: subscription.room, draftedBy: consultant.name, signBy: subscription.signBy },
      ...{ agreedPriceFen: 100_000_000, obstacles: ['IDENTITY_MISSING'], allowed: ['revise', 'sign', 'withdraw'] },
      buyers: [{ name: '王*' }, { name: '李*' }],
      ...{ specialClauses, ...mortgage },
    });
    const revised = await office.dept.ask(
      controller,
      ReviseContractDraft,
      again(drawn, { contractNo: 'HT-NEU', paymentMethod: 'LUMP_SUM' }),
    );
    expect(revised).toMatchObject({
      ...{ state: 'DRAFT', contractNo: 'HT-NEU', specialClauses: [], revisedBy: controller.name },
    });
    expect(revised.loanBank).toBeUndefined();
    const withClause = await office.dept.ask(
      consultant,
      ReviseContractDraft,
      again(revised, { ...mortgage, specialClauses }),
    );
    expect(await office.dept.ask(supervisor, GetContractDraft, { contractDraftId: drawn.id })).toEqual(withClause);
    expect(await office.dept.refusal(consultant, SignContractDraft, step(withClause))).toMatchObject({
      code: 'contract.identity-missing',
    });
    const signed = await office.dept.ask(consultant, SignContractDraft, {
      ...step(withClause),
      identities: identities(subscription),
    });
    expect(signed).toMatchObject({
      ...{ state: 'SIGNED', signedOn: today, contractNo: 'HT-NEU', specialClauses, ...mortgage },
    });
    expect(await office.dept.ask(supervisor, GetContractDraft, { contractDraftId: drawn.id })).toMatchObject({
      ...{ state: 'SIGNED', contractId: signed.id, obstacles: [], allowed: [] },
    });
    const { items } = await office.dept.ask(supervisor, FindContractObligations, { contractId: signed.id });
    expect(items).toMatchObject([{ clause: '赠送车位一年', debtor: '开发商', dueOn: '2030-01-01' }]);
    const filing = { contractId: signed.id, version: signed.version, filingNo: 'BA-9' };
    expect(await office.dept.ask(controller, FileContract, filing)).toMatchObject({ state: 'FILED' });
  });

  test('a draft binds nobody: unit, unsigned list, register, reminders and other departments know nothing of it', async () => {
    const subscription = await office.subscribed();
    const clocks = () =>
      office.dept.rows('select rule, due_at from clock where subject_id = ? order by rule', [subscription.id]);
    const [before, care] = [await clocks(), await office.dept.rows('select id from care_node')];
    const told = (await office.dept.published(ContractSigned)).length;
    await draw(subscription);
    expect(await office.unit(subscription.unitId)).toMatchObject({ state: 'SOLD' });
    expect(await office.dept.ask(consultant, GetSubscription, { subscriptionId: subscription.id })).toEqual(
      subscription,
    );
    expect(await clocks()).toEqual(before);
    expect(await office.dept.rows('select id from care_node')).toEqual(care);
    expect(await office.dept.published(ContractSigned)).toHaveLength(told);
    expect((await office.dept.ask(manager, FindContracts, { unitId: subscription.unitId })).items).toEqual([]);
    await office.dept.rows('update subscription set sign_by = ? where id = ?', [plusDays(today, -1), subscription.id]);
    const unsigned = await office.dept.ask(manager, FindUnsignedCustomers, { projectId: office.projectId });
    expect(unsigned.items).toMatchObject([{ id: subscription.id, daysOver: 1 }]);
    await office.dept.rows('update subscription set sign_by = ? where id = ?', [plusDays(today, 9), subscription.id]);
  });

  test('there is one draft of a 认购书 at a time, and signing goes by it until it is withdrawn', async () => {
    const subscription = await office.subscribed();
    const drawn = await draw(subscription);
    const form = formFor(subscription);
    expect(await office.dept.refusal(consultant, DrawContractDraft, form)).toMatchObject({
      code: 'contract-draft.open',
    });
    const direct = office.contractForm(subscription);
    expect(await office.dept.refusal(consultant, SignContract, direct)).toMatchObject({ code: 'contract-draft.open' });
    const other = await office.subscribed();
    const taken = { ...formFor(other), contractNo: drawn.contractNo };
    expect(await office.dept.refusal(consultant, DrawContractDraft, taken)).toMatchObject({
      code: 'contract.number-taken',
    });
    const withdrawn = await office.dept.ask(consultant, WithdrawContractDraft, { ...step(drawn), reason: '改用按揭' });
    expect(withdrawn).toMatchObject({ state: 'WITHDRAWN', withdrawReason: '改用按揭', allowed: [], obstacles: [] });
    expect(await office.dept.ask(consultant, DrawContractDraft, taken)).toMatchObject({ state: 'DRAFT' });
    expect(await office.dept.ask(consultant, SignContract, direct)).toMatchObject({ state: 'SIGNED' });
    expect(await office.dept.refusal(consultant, SignContractDraft, step(withdrawn))).toMatchObject({
      code: 'contract-draft.illegal-step',
    });
    const late = formFor(await office.subscribed(), { contractNo: direct.contractNo });
    expect(await office.dept.refusal(consultant, DrawContractDraft, late)).toMatchObject({
      code: 'contract.number-taken',
    });
    expect(await office.dept.refusal(consultant, DrawContractDraft, formFor(subscription))).toMatchObject({
      code: 'subscription.illegal-step',
    });
  });

  test('another agreed price and an open change stand against signing until the draft follows; 退房 withdraws it', async () => {
    const subscription = await office.subscribed();
    const drawn = await draw(subscription);
    const asked = await office.dept.ask(consultant, RequestPriceChange, {
      ...{ subscriptionId: subscription.id, newPriceFen: 99_500_000, reason: '老业主' },
    });
    const read = () => office.dept.ask(consultant, GetContractDraft, { contractDraftId: drawn.id });
    expect(await read()).toMatchObject({ obstacles: ['IDENTITY_MISSING', 'CHANGE_OPEN'] });
    const approved = await office.dept.ask(manager, ApproveSaleChange, {
      saleChangeId: asked.id,
      version: asked.version,
    });
    await office.dept.ask(controller, ExecuteSaleChange, { saleChangeId: asked.id, version: approved.version });
    expect(await read()).toMatchObject({
      ...{ agreedPriceFen: 99_500_000, totalPriceFen: 100_000_000 },
      obstacles: ['PRICE_NOT_AGREED', 'IDENTITY_MISSING'],
    });
    expect(
      await office.dept.refusal(consultant, SignContractDraft, {
        ...step(drawn),
        identities: identities(subscription),
      }),
    ).toMatchObject({ code: 'contract.price-not-agreed' });
    expect(await read()).toMatchObject({ state: 'DRAFT' });
    await office.cancelled(subscription);
    expect(await read()).toMatchObject({ state: 'WITHDRAWN', withdrawReason: '退房:退房' });
  });

  test('money that does not fit and a handover in the past are refused in a draft as well', async () => {
    const subscription = await office.subscribed();
    const form = formFor(subscription);
    const drawn = await draw(subscription);
    for (const [part, code] of [
      [{ loanBank: '工商银行' }, 'contract.loan-not-expected'],
      [{ ...mortgage, loanBank: undefined }, 'contract.loan-incomplete'],
      [{ ...mortgage, downPaymentFen: 40_000_001 }, 'contract.more-than-price'],
      [{ handoverDueOn: plusDays(today, -1) }, 'contract-draft.handover-in-past'],
    ] as const) {
      expect(await office.dept.refusal(consultant, DrawContractDraft, { ...form, ...part })).toMatchObject({ code });
      expect(await office.dept.refusal(consultant, ReviseContractDraft, again(drawn, part))).toMatchObject({ code });
    }
    expect(
      await office.dept.ask(consultant, ReviseContractDraft, again(drawn, { handoverDueOn: today })),
    ).toMatchObject({ handoverDueOn: today });
  });

  test('on paper every page of a draft says 草稿, of a withdrawn one 作废, of the contract nothing', async () => {
    const filled = async (name: string, asked: object, id = consultant.id) => {
      const reader = office.dept.service.app.get(Reader, { strict: false });
      const by = new Actor(id, '某人', [Role.SALES_CONSULTANT], ['*'], 'linli', '');
      const paper = contractForms.find((one) => one.name === name) as Form;
      return paper.fill(asked, { reader, by, ask: office.dept.service.connection.ask });
    };
    const subscription = await office.subscribed();
    const drawn = await draw(subscription, { specialClauses: [{ text: '精装交付', debtor: '开发商' }] });
    const draft = await filled('contract-draft-form', { contractDraftId: drawn.id });
    expect(draft).toMatchObject({ title: '购房合同', number: drawn.contractNo, watermark: '草稿' });
    const text = JSON.stringify(draft?.parts);
    for (const said of [
      '滨江壹号',
      subscription.room,
      '王*',
      '¥1,000,000.00',
      '1. 精装交付 义务方:开发商',
      '不产生合同效力',
    ])
      expect(text).toContain(said);
    expect(await filled('contract-draft-form', { contractDraftId: drawn.id }, rival.id)).toBeUndefined();
    const signed = await office.dept.ask(consultant, SignContractDraft, {
      ...step(drawn),
      identities: identities(subscription),
    });
    const contract = await filled('contract-form', { contractId: signed.id });
    expect(contract?.watermark).toBeUndefined();
    expect(JSON.stringify(contract?.parts)).toContain(`["签约日期","${today}"]`);
    expect((await filled('contract-draft-form', { contractDraftId: drawn.id }))?.watermark).toBeUndefined();
    const other = await draw(await office.subscribed());
    await office.dept.ask(consultant, WithdrawContractDraft, { ...step(other), reason: '重拟' });
    expect((await filled('contract-draft-form', { contractDraftId: other.id }))?.watermark).toBe('作废');
  });

  test('drafts are written by the consultant of the sale and 销控, listed by project, state and buyer, and are nothing to others', async () => {
    const subscription = await office.subscribed();
    const drawn = await draw(subscription);
    const found = (by = manager, asked: object = {}) =>
      office.dept.ask(by, FindContractDrafts, { subscriptionId: subscription.id, ...asked });
    expect((await found(finance, { state: 'DRAFT', person: '王芳' })).items).toEqual([drawn]);
    expect((await found(manager, { state: 'SIGNED' })).items).toEqual([]);
    expect((await found(rival)).items).toEqual([]);
    expect((await found(stranger('SALES_MANAGER'))).items).toEqual([]);
    const requests = [
      [DrawContractDraft, formFor(subscription)],
      [ReviseContractDraft, again(drawn)],
      [WithdrawContractDraft, { ...step(drawn), reason: '无' }],
      [SignContractDraft, step(drawn)],
    ] as const;
    for (const [request, message] of requests) {
      expect(await office.dept.refusal(finance, request, message)).toMatchObject({ kind: 'forbidden' });
      expect(await office.dept.refusal(rival, request, message)).toMatchObject({ kind: 'not-found' });
      expect(await office.dept.refusal(stranger('INVENTORY_CONTROLLER'), request, message)).toMatchObject({
        kind: 'not-found',
      });
    }
    for (const by of [rival, stranger('SALES_MANAGER')])
      expect(await office.dept.refusal(by, GetContractDraft, { contractDraftId: drawn.id })).toMatchObject({
        kind: 'not-found',
      });
  });

  test('封盘 hands open drafts over as well', async () => {
    const { version } = await office.dept.ask(manager, GetProject, { projectId: office.projectId });
    const { items } = await office.dept.ask(manager, FindContractDrafts, { state: 'DRAFT', limit: 100 });
    await office.dept.ask(manager, CloseSales, { projectId: office.projectId, version });
    const { counts } = await office.dept.ask(manager, GetSalesHandover, { projectId: office.projectId });
    expect(items.length).toBeGreaterThan(0);
    expect(counts).toContainEqual({ subject: 'CONTRACT_DRAFT', tasks: items.length });
  });
});
