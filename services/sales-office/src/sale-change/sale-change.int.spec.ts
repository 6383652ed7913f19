import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ApproveSaleChange,
  ExecuteSaleChange,
  FindRefunds,
  FindSaleChanges,
  GetRefund,
  GetSaleChange,
  GetSubscription,
  GetUnitConfirmation,
  HoldUnit,
  PayRefund,
  RejectSaleChange,
  RequestCancellation,
  RequestDiscount,
  RequestNameChange,
  RequestPriceChange,
  RequestSwap,
  SignContract,
  SubscriptionCancelled,
  UnitChanged,
  UnitFreed,
  WithdrawSaleChange,
  type SaleChangeView,
  type SubscriptionView,
} from '@linli/contracts';
import { another, colleague, stranger } from '@linli/testing';
import { consultant, controller, finance, manager, Office, rival } from '../test/office.js';

const director = colleague('SALES_DIRECTOR');

describe('A change of a sale', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  }, 60_000);
  afterAll(() => office.stop());

  const subscription = ({ id: subscriptionId }: { id: string }) =>
    office.dept.ask(controller, GetSubscription, { subscriptionId });
  const discount = (of: SubscriptionView, discountFen: number, by = consultant) =>
    office.dept.ask(by, RequestDiscount, { subscriptionId: of.id, discountFen, reason: '老客户介绍' });
  const swap = (of: SubscriptionView, newUnitId: string) =>
    office.dept.ask(consultant, RequestSwap, { subscriptionId: of.id, newUnitId, reason: '想要高楼层' });

  test('换房 frees the old unit and sells the new one in one step, deposit and 认购书 go along [REQ-088]', async () => {
    const before = await office.subscribed();
    const free = office.freeUnit();
    const asked = await swap(before, free.id);
    expect(asked).toMatchObject({
      ...{ kind: 'SWAP', state: 'REQUESTED', room: before.room, newRoom: free.room, priceFen: 100_000_000 },
      ...{ newPriceFen: 100_000_000, requestedBy: consultant.name, approverRole: 'SALES_MANAGER' },
      allowed: ['approve', 'reject', 'withdraw'],
    });
    expect((await office.unit(before.unitId)).state).toBe('SOLD');
    const done = await office.carriedOut(asked);
    expect(done).toMatchObject({
      state: 'EXECUTED',
      decidedBy: manager.name,
      executedBy: controller.name,
      allowed: [],
    });
    expect((await office.unit(before.unitId)).state).toBe('AVAILABLE');
    expect((await office.unit(free.id)).state).toBe('SOLD');
    expect(await subscription(before)).toMatchObject({ unitId: free.id, room: free.room, state: 'SUBSCRIBED' });
    const confirmation = { confirmationId: before.confirmationId };
    expect(await office.dept.ask(controller, GetUnitConfirmation, confirmation)).toMatchObject({
      ...{ unitId: free.id, room: free.room, depositFen: 5_000_000 },
    });
    expect(await office.dept.published(UnitChanged)).toContainEqual(
      expect.objectContaining({ subscriptionId: before.id, fromUnitId: before.unitId, unitId: free.id }),
    );
    const { items } = await office.dept.ask(controller, FindSaleChanges, {
      ...{ projectId: office.projectId, kind: 'SWAP', state: 'EXECUTED' },
    });
    expect(items).toEqual([done]);
    expect(await office.dept.ask(consultant, GetSaleChange, { saleChangeId: done.id })).toEqual(done);
    const again = await office.dept.ask(controller, SignContract, office.contractForm(await subscription(before)));
    expect(again).toMatchObject({ unitId: free.id });
  });

  test('a unit that somebody else has or that is held is not swapped to, also when it was free at the request', async () => {
    const [one, other] = [await office.subscribed(), await office.subscribed()];
    const sent = { subscriptionId: one.id, newUnitId: other.unitId, reason: '换' };
    expect(await office.dept.refusal(consultant, RequestSwap, sent)).toMatchObject({ code: 'unit.already-reserved' });
    expect(await office.dept.refusal(consultant, RequestSwap, { ...sent, newUnitId: one.unitId })).toMatchObject({
      code: 'sale-change.same-unit',
    });
    const held = office.freeUnit();
    await office.dept.ask(controller, HoldUnit, { unitId: held.id, version: held.version, reason: '保留' });
    expect(await office.dept.refusal(consultant, RequestSwap, { ...sent, newUnitId: held.id })).toMatchObject({
      code: 'unit.held',
    });
    const free = office.freeUnit();
    const { id: saleChangeId, version } = await swap(one, free.id);
    const approved = await office.dept.ask(manager, ApproveSaleChange, { saleChangeId, version });
    await office.reserved(free);
    expect(
      await office.dept.refusal(controller, ExecuteSaleChange, { saleChangeId, version: approved.version }),
    ).toMatchObject({ kind: 'conflict', code: 'unit.already-reserved' });
    expect((await office.unit(one.unitId)).state).toBe('SOLD');
    expect(await subscription(one)).toMatchObject({ unitId: one.unitId });
  });

  test('two customers who swap to one unit at once: exactly one gets it, the other keeps his own [REQ-084]', async () => {
    const two = [await office.subscribed(), await office.subscribed()];
    const free = office.freeUnit();
    const approved = await Promise.all(
      two.map(async (each) => {
        const { id: saleChangeId, version } = await swap(each, free.id);
        return office.dept.ask(manager, ApproveSaleChange, { saleChangeId, version });
      }),
    );
    const outcomes = await Promise.allSettled(
      approved.map(({ id: saleChangeId, version }) =>
        office.dept.ask(controller, ExecuteSaleChange, { saleChangeId, version }),
      ),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const units = await Promise.all(two.map(async (each) => (await subscription(each)).unitId));
    expect(new Set(units).size).toBe(2);
    expect(units.filter((id) => id === free.id)).toHaveLength(1);
  });

  test('退房 frees unit, prospect and care, and finance pays back what was approved [REQ-088]', async () => {
    const { id: subscriptionId, unitId, prospectId } = await office.subscribed();
    const asked = { subscriptionId, refundFen: 5_000_001, reason: '贷款不批' };
    expect(await office.dept.refusal(consultant, RequestCancellation, asked)).toMatchObject({
      code: 'sale-change.refund-too-high',
    });
    const done = await office.cancelled({ id: subscriptionId }, 5_000_000);
    expect(await subscription({ id: subscriptionId })).toMatchObject({ state: 'CANCELLED', allowed: [] });
    const unit = await office.unit(unitId);
    expect(unit.state).toBe('AVAILABLE');
    expect(await office.dept.published(SubscriptionCancelled)).toContainEqual(
      expect.objectContaining({ subscriptionId, unitId }),
    );
    expect(await office.dept.published(UnitFreed)).toContainEqual(expect.objectContaining({ unitId }));
    expect(await office.dept.rows('select state from prospect where id = ?', [prospectId])).toEqual([
      { state: 'FOLLOWED' },
    ]);
    expect(await office.sold('EARNEST_MONEY', unit)).toMatchObject({ state: 'SOLD' });
    const { items } = await office.dept.ask(finance, FindRefunds, { projectId: office.projectId, state: 'TO_PAY' });
    const [refund] = items.filter(({ saleChangeId }) => saleChangeId === done.id);
    expect(refund).toMatchObject({ amountFen: 5_000_000, allowed: ['pay'], customerName: '王*' });
    const pay = { refundId: refund!.id, version: refund!.version, voucherNo: 'PZ-1' };
    expect(await office.dept.refusal(manager, PayRefund, pay)).toMatchObject({ kind: 'forbidden' });
    expect(await office.dept.refusal(stranger('FINANCE_DEPT'), PayRefund, pay)).toMatchObject({ kind: 'not-found' });
    const paid = await office.dept.ask(finance, PayRefund, pay);
    expect(paid).toMatchObject({ state: 'PAID', paidBy: finance.name, voucherNo: 'PZ-1', allowed: [] });
    expect(await office.dept.ask(finance, GetRefund, { refundId: refund!.id })).toEqual(paid);
    expect(await office.dept.refusal(rival, GetRefund, { refundId: refund!.id })).toMatchObject({ kind: 'not-found' });
    expect(await office.dept.refusal(consultant, RequestCancellation, { ...asked, refundFen: 0 })).toMatchObject({
      code: 'subscription.illegal-step',
    });
  });

  test('a 特殊优惠 is on record with who approved it, and the contract is signed at that price only [REQ-090]', async () => {
    const sold = await office.subscribed();
    const done = await office.carriedOut(await discount(sold, 2_000_000));
    expect(done).toMatchObject({
      ...{ kind: 'DISCOUNT', priceFen: 100_000_000, newPriceFen: 98_000_000, decidedBy: manager.name },
      ...{ reason: '老客户介绍', customerName: '王*' },
    });
    const { items } = await office.dept.ask(manager, FindSaleChanges, { kind: 'DISCOUNT', state: 'EXECUTED' });
    expect(items).toEqual([done]);
    const agreed = await subscription(sold);
    expect(agreed.agreedPriceFen).toBe(98_000_000);
    const form = office.contractForm(agreed);
    expect(await office.dept.refusal(controller, SignContract, form)).toMatchObject({
      code: 'contract.price-not-agreed',
    });
    expect(await office.dept.ask(controller, SignContract, { ...form, totalPriceFen: 98_000_000 })).toMatchObject({
      state: 'SIGNED',
      totalPriceFen: 98_000_000,
    });
  });

  test('a discount in pieces is decided by whom the whole of it belongs to', async () => {
    const sold = await office.subscribed();
    const first = await discount(sold, 5_000_000);
    expect(first.approverRole).toBe('SALES_MANAGER');
    await office.carriedOut(first);
    const second = await discount(await subscription(sold), 1);
    expect(second.approverRole).toBe('SALES_DIRECTOR');
    const sent = { saleChangeId: second.id, version: second.version };
    expect(await office.dept.refusal(manager, ApproveSaleChange, sent)).toMatchObject({ kind: 'forbidden' });
    expect(await office.dept.ask(director, ApproveSaleChange, sent)).toMatchObject({
      ...{ state: 'APPROVED', decidedBy: director.name },
    });
  });

  test('nobody decides on his own request, and only the role of the matrix decides', async () => {
    const both = { ...another('SALES_MANAGER'), roles: ['SALES_MANAGER', 'SALES_SUPERVISOR'] as const };
    const { id: saleChangeId, version } = await discount(await office.subscribed(), 1_000_000, both);
    const sent = { saleChangeId, version };
    expect(await office.dept.refusal(both as never, ApproveSaleChange, sent)).toMatchObject({ kind: 'forbidden' });
    for (const by of [director, consultant, finance])
      expect(await office.dept.refusal(by, ApproveSaleChange, sent)).toMatchObject({ kind: 'forbidden' });
    expect(await office.dept.refusal(stranger('SALES_MANAGER'), ApproveSaleChange, sent)).toMatchObject({
      kind: 'not-found',
    });
    const no = { ...sent, opinion: '超出本月优惠额度' };
    expect(await office.dept.refusal(director, RejectSaleChange, no)).toMatchObject({ kind: 'forbidden' });
    const rejected = await office.dept.ask(manager, RejectSaleChange, no);
    expect(rejected).toMatchObject({ state: 'REJECTED', opinion: '超出本月优惠额度', allowed: [] });
    expect(
      await office.dept.refusal(controller, ExecuteSaleChange, { saleChangeId, version: rejected.version }),
    ).toMatchObject({ code: 'sale-change.illegal-step' });
  });

  test('one change at a time: no second request and no contract while one is open; a withdrawn one is over', async () => {
    const sold = await office.subscribed();
    const open = await discount(sold, 1_000_000);
    const again = { subscriptionId: sold.id, newPriceFen: 99_000_000, reason: '改价' };
    expect(await office.dept.refusal(consultant, RequestPriceChange, again)).toMatchObject({
      ...{ kind: 'conflict', code: 'sale-change.another-open' },
    });
    expect(await office.dept.refusal(controller, SignContract, office.contractForm(sold))).toMatchObject({
      code: 'sale-change.another-open',
    });
    const sent = { saleChangeId: open.id, version: open.version };
    expect(await office.dept.refusal(rival, WithdrawSaleChange, sent)).toMatchObject({ kind: 'not-found' });
    expect(await office.dept.refusal(controller, ExecuteSaleChange, sent)).toMatchObject({
      code: 'sale-change.illegal-step',
    });
    expect(await office.dept.refusal(consultant, ExecuteSaleChange, sent)).toMatchObject({ kind: 'forbidden' });
    expect(await office.dept.ask(consultant, WithdrawSaleChange, sent)).toMatchObject({ state: 'WITHDRAWN' });
    const price = await office.carriedOut(await office.dept.ask(consultant, RequestPriceChange, again));
    expect(price).toMatchObject({ kind: 'PRICE', newPriceFen: 99_000_000 });
    const tries = [
      [{ ...again, newPriceFen: 99_000_000 }, 'sale-change.same-price'],
      [{ ...again, newPriceFen: 5_000_000 }, 'sale-change.price-too-low'],
    ] as const;
    for (const [form, code] of tries)
      expect(await office.dept.refusal(consultant, RequestPriceChange, form)).toMatchObject({ code });
    expect(await office.dept.refusal(rival, RequestPriceChange, again)).toMatchObject({ kind: 'not-found' });
    expect(await office.dept.refusal(finance, RequestPriceChange, again)).toMatchObject({ kind: 'forbidden' });
  });

  test('更名 changes who buys, and the contract is made out to him [REQ-335]', async () => {
    const sold = await office.subscribed({ coBuyers: [{ name: '李雷' }] });
    const [main, second] = sold.buyers;
    const sent = { subscriptionId: sold.id, reason: '改由配偶购买' };
    const same = { name: '韩冰', phone: office.phone() };
    const wrong = [
      [[], 'sale-change.buyers-not-clear'],
      [[{ partyId: main!.partyId }, { partyId: main!.partyId }], 'sale-change.buyers-not-clear'],
      [[same, { ...same }], 'sale-change.buyers-not-clear'],
      [[{ partyId: sold.id }], 'sale-change.not-a-buyer'],
      [[{ phone: office.phone() }], 'sale-change.buyer-unnamed'],
    ] as const;
    for (const [buyers, code] of wrong)
      expect(await office.dept.refusal(consultant, RequestNameChange, { ...sent, buyers: [...buyers] })).toMatchObject({
        code,
      });
    const asked: SaleChangeView = await office.dept.ask(consultant, RequestNameChange, {
      ...sent,
      buyers: [{ partyId: second!.partyId }, { name: '韩梅梅', phone: office.phone() }],
    });
    expect(asked).toMatchObject({ kind: 'NAME', newBuyers: 2 });
    await office.carriedOut(asked);
    const renamed = await subscription(sold);
    expect(renamed.buyers.map(({ name }) => name)).toEqual(['李*', '韩**']);
    const signed = await office.dept.ask(controller, SignContract, office.contractForm(renamed));
    expect(signed.buyers[0]).toMatchObject({ partyId: second!.partyId });
  });
});
