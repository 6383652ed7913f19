import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ContractRescinded, ContractSigned, FindHouseholds, GetHousehold, HandOverUnit } from '@linli/contracts';
import { eventually, ServiceUnderTest } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { propertyMoveIn } from '../service.js';
import { assistant, officer, signed } from '../test/cases.js';
import { contract } from '../test/contract.js';

describe('A household whose contract is rescinded', () => {
  let dept: ServiceUnderTest;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, propertyMoveIn);
  }, 60_000);
  afterAll(() => dept.stop());

  const rescinded = ({ contractId, subscriptionId, unitId, projectId, partyId }: ContractSigned) => ({
    ...{ contractId, subscriptionId, unitId, projectId, partyId, rescindedOn: '2026-05-20' },
  });
  const tell = async (fact: ContractSigned, sequence = 2) => {
    await dept.tell(ContractRescinded, rescinded(fact), { aggregateId: fact.contractId, sequence });
    await eventually(
      async () => (await dept.progress('sales-office', fact.contractId)) === sequence,
      'the rescission was not taken in',
    );
  };
  const sign = async (more: Partial<ContractSigned> = {}) => {
    const fact = contract(more);
    await dept.tell(ContractSigned, fact, { aggregateId: fact.contractId, sequence: 1 });
    await eventually(
      async () => (await dept.progress('sales-office', fact.contractId)) === 1,
      'the contract was not taken in',
    );
    return fact;
  };
  const household = (unitId: string) => dept.ask(officer, GetHousehold, { unitId });

  test('gets no keys, told once or twice, until the unit is sold again', async () => {
    const fact = await sign();
    const { unitId, room } = fact;
    await tell(fact);
    await tell(fact, 3);
    expect(await household(unitId)).toMatchObject({ state: 'CONTRACT_RESCINDED', allowed: [] });
    const order = { unitId, handoverDate: '2026-05-21' };
    expect(await dept.refusal(assistant, HandOverUnit, order)).toMatchObject({ code: 'handover.contract-rescinded' });
    const states = async (state: string) => (await dept.ask(officer, FindHouseholds, { room, state })).items.length;
    expect([await states('CONTRACT_RESCINDED'), await states('AWAITING_HANDOVER')]).toEqual([1, 0]);
    const again = await sign({ unitId, room });
    expect(await household(unitId)).toMatchObject({ state: 'AWAITING_HANDOVER', partyId: again.partyId });
  });

  test('that was sold again meanwhile, or whose keys are out, stays', async () => {
    const first = await sign();
    const second = await sign({ unitId: first.unitId, room: first.room });
    await tell(first);
    expect(await household(first.unitId)).toMatchObject({ state: 'AWAITING_HANDOVER', contractId: second.contractId });
    await dept.ask(assistant, HandOverUnit, { unitId: first.unitId, handoverDate: '2026-01-10' });
    await tell(second);
    expect(await household(first.unitId)).toMatchObject({ state: 'HANDED_OVER' });
  });

  test('of which nothing was told before waits for its contract, and what cannot be understood is parked', async () => {
    const fact = contract();
    await dept.tell(ContractRescinded, rescinded(fact), { aggregateId: fact.contractId, sequence: 2 });
    await dept.tell(ContractSigned, fact, { aggregateId: fact.contractId, sequence: 1 });
    await eventually(
      async () => (await dept.progress('sales-office', fact.contractId)) === 2,
      'the two facts were not taken in',
    );
    expect(await household(fact.unitId)).toMatchObject({ state: 'CONTRACT_RESCINDED' });
    const other = await signed(dept);
    const wrong = { ...rescinded(fact), contractId: other.contractId, rescindedOn: '2026-02-30' };
    await dept.tell(ContractRescinded, wrong, { aggregateId: other.contractId, sequence: 2 });
    await eventually(
      async () =>
        (await dept.rows('select 1 from dead_letter where aggregate_id = ?', [other.contractId])).length === 1,
      'it was not parked',
    );
    expect(await household(other.unitId)).toMatchObject({ state: 'AWAITING_HANDOVER' });
  });
});
