import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ContractRescinded,
  FileContract,
  FindContractObligations,
  FindPaymentPlans,
  FindRefunds,
  FindSaleChanges,
  GetContract,
  GetProspect,
  GetSalesFigures,
  GetSubscription,
  RequestRescission,
  SignContract,
  Subscribe,
  SubscriptionCancelled,
  UnitFreed,
  UnitHandedOver,
  type ContractView,
} from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { eventually, stranger } from '@linli/testing';
import {
  consultant,
  controller,
  dutyStaff,
  finance,
  manager,
  mortgage,
  Office,
  rival,
  supervisor,
} from '../test/office.js';

describe('解除购房合同', () => {
  let office: Office;
  let today: string;
  beforeAll(async () => {
    office = await Office.open();
    const [clock] = await office.dept.rows<{ at: string }>('select app_now()::text as at');
    today = dayOf(new Date(clock!.at));
  }, 60_000);
  afterAll(() => office.stop());

  const asked = ({ id: contractId }: ContractView, more: object = {}) =>
    office.dept.ask(consultant, RequestRescission, {
      ...{ contractId, refundFen: 5_000_000, reason: '贷款被拒,双方协商', reasonCode: 'LOAN_REFUSED', ...more },
    });

  test('ends contract, 认购书, unit, payments and obligations in one step, and the unit is sold again', async () => {
    const contract = await office.signed({ ...mortgage, specialClauses: [{ text: '赠送家电' }] });
    const { id: contractId, unitId, subscriptionId, version } = contract;
    await office.dept.ask(controller, FileContract, { contractId, version, filingNo: 'BA-1' });
    const change = await asked(contract);
    expect(change).toMatchObject({ kind: 'RESCISSION', state: 'REQUESTED', approverRole: 'SALES_MANAGER' });
    expect(await office.carriedOut(change)).toMatchObject({ state: 'EXECUTED', executedOn: today });
    expect(await office.dept.ask(manager, GetContract, { contractId })).toMatchObject({
      ...{ state: 'RESCINDED', rescindedOn: today, rescindReason: change.reason, allowed: [] },
    });
    const subscription = await office.dept.ask(manager, GetSubscription, { subscriptionId });
    expect(subscription).toMatchObject({ state: 'CANCELLED', cancelReason: change.reason, allowed: [] });
    expect(await office.unit(unitId)).toMatchObject({ state: 'AVAILABLE' });
    expect(await office.dept.ask(supervisor, GetProspect, { prospectId: subscription.prospectId })).toMatchObject({
      state: 'FOLLOWED',
    });
    const [plan] = (await office.dept.ask(finance, FindPaymentPlans, { contractId })).items;
    expect(plan).toMatchObject({ state: 'CANCELLED', allowed: [] });
    expect(plan?.nextDueOn).toBeUndefined();
    const [obligation] = (await office.dept.ask(supervisor, FindContractObligations, { contractId })).items;
    expect(obligation).toMatchObject({ state: 'LAPSED', allowed: [] });
    const refunds = (await office.dept.ask(finance, FindRefunds, {})).items;
    expect(refunds).toMatchObject([{ state: 'TO_PAY', amountFen: 5_000_000 }]);
    const open = await office.dept.rows(
      `select rule from clock where subject_id in (?, ?) and fired_at is null and cancelled_at is null and due_at > app_now()
         and rule <> 'three-days-after-subscription'`,
      [subscriptionId, plan!.id],
    );
    expect(open).toEqual([]);
    const ids = {
      contractId,
      subscriptionId,
      unitId,
      projectId: office.projectId,
      partyId: contract.buyers[0]!.partyId,
    };
    expect(await office.dept.published(ContractRescinded)).toEqual([{ ...ids, rescindedOn: today }]);
    expect(await office.dept.published(SubscriptionCancelled)).toContainEqual(
      expect.objectContaining({ subscriptionId }),
    );
    expect(await office.dept.published(UnitFreed)).toContainEqual(expect.objectContaining({ unitId }));
    const figures = await office.dept.ask(manager, GetSalesFigures, {
      projectId: office.projectId,
      kind: 'DAILY_SALES',
    });
    const movements = figures.sections.find(({ section }) => section === 'MOVEMENTS')!;
    expect(movements.lines.find(({ key }) => key === 'RESCINDED')).toMatchObject({ count: 1, amountFen: 100_000_000 });
    const again = await office.sold('EARNEST_MONEY', await office.unit(unitId));
    expect(again).toMatchObject({ state: 'SOLD', unitId });
  });

  test('the unit of a rescinded contract is signed again, by another contract', async () => {
    const first = await office.signed();
    await office.carriedOut(await asked(first));
    const { id: confirmationId } = await office.sold('EARNEST_MONEY', await office.unit(first.unitId));
    const subscription = await office.dept.ask(consultant, Subscribe, { confirmationId });
    const second = await office.dept.ask(controller, SignContract, office.contractForm(subscription));
    expect(second).toMatchObject({ unitId: first.unitId, state: 'SIGNED' });
  });

  test('nobody gets back more than finance has, one request at a time, and none for a contract that is over', async () => {
    const contract = await office.signed();
    const form = { contractId: contract.id, reason: '协商', refundFen: 5_000_001 };
    expect(await office.dept.refusal(consultant, RequestRescission, form)).toMatchObject({
      code: 'sale-change.refund-too-high',
    });
    const change = await asked(contract);
    const again = { ...form, refundFen: 0 };
    expect(await office.dept.refusal(consultant, RequestRescission, again)).toMatchObject({
      code: 'sale-change.another-open',
    });
    const listed = await office.dept.ask(manager, FindSaleChanges, { kind: 'RESCISSION', state: 'REQUESTED' });
    expect(listed.items).toEqual([change]);
    await office.carriedOut(change);
    expect(await office.dept.refusal(consultant, RequestRescission, again)).toMatchObject({
      code: 'contract.illegal-step',
    });
  });

  test('is not asked for by others, nor once the keys are out', async () => {
    const contract = await office.signed();
    const form = { contractId: contract.id, reason: '协商', refundFen: 0 };
    expect(await office.dept.refusal(rival, RequestRescission, form)).toMatchObject({ kind: 'not-found' });
    expect(await office.dept.refusal(stranger('INVENTORY_CONTROLLER'), RequestRescission, form)).toMatchObject({
      kind: 'not-found',
    });
    expect(await office.dept.refusal(dutyStaff, RequestRescission, form)).toMatchObject({ kind: 'forbidden' });
    const handover = contract.id;
    await office.dept.tell(
      UnitHandedOver,
      {
        ...{ handoverId: handover, unitId: contract.unitId, projectId: office.projectId, room: contract.room },
        ...{ partyId: contract.buyers[0]!.partyId, handoverDate: today },
      },
      { aggregateId: handover, sequence: 1 },
    );
    await eventually(
      async () => (await office.unit(contract.unitId)).state === 'HANDED_OVER',
      'the keys never went out',
    );
    expect(await office.dept.refusal(consultant, RequestRescission, form)).toMatchObject({
      code: 'sale-change.keys-are-out',
    });
  });
});
