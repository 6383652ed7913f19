import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuid7 } from 'uuid';
import {
  ContractSigned,
  FindHouseholds,
  GetHandover,
  GetHousehold,
  HandOverUnit,
  OpenMoveIn,
  UnitHandedOver,
} from '@linli/contracts';
import { colleague, eventually, ServiceUnderTest, stranger } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { propertyMoveIn } from '../service.js';
import { assistant, handedOver, officer, signed } from '../test/cases.js';
import { contract } from '../test/contract.js';

describe('Units with a signed contract', () => {
  let dept: ServiceUnderTest;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, propertyMoveIn);
  }, 60_000);
  afterAll(() => dept.stop());

  const digested = (contractId: string, sequence = 1) =>
    eventually(
      async () => (await dept.progress('sales-office', contractId)) === sequence,
      'the contract was not taken in',
    );

  test('a signed contract makes a household that awaits its keys; told twice it is one', async () => {
    const fact = contract();
    const place = { aggregateId: fact.contractId, sequence: 1, eventId: uuid7() };
    await dept.tell(ContractSigned, fact, place);
    await dept.tell(ContractSigned, fact, place);
    await digested(fact.contractId);
    const { unitId: id, projectId, room, partyId, contractId, handoverDueOn } = fact;
    const household = await dept.ask(officer, GetHousehold, { unitId: fact.unitId });
    const facts = { id, projectId, room, partyId, contractId, handoverDueOn };
    expect(household).toEqual({ ...facts, state: 'AWAITING_HANDOVER', allowed: ['handOver'] });
    expect((await dept.ask(officer, FindHouseholds, { room, state: 'AWAITING_HANDOVER' })).items).toEqual([household]);
    expect(await dept.ask(stranger('CS_OFFICER'), FindHouseholds, {})).toEqual({ items: [] });
    expect(await dept.refusal(stranger('CS_OFFICER'), GetHousehold, { unitId: id })).toMatchObject({
      kind: 'not-found',
    });
  });

  test('of two contracts of a unit the later one holds, and none after the keys are out', async () => {
    const first = await signed(dept);
    const second = contract({ unitId: first.unitId, room: first.room });
    await dept.tell(ContractSigned, second, { aggregateId: second.contractId, sequence: 1 });
    await digested(second.contractId);
    expect(await dept.ask(officer, GetHousehold, { unitId: first.unitId })).toMatchObject({ partyId: second.partyId });
    await dept.ask(assistant, HandOverUnit, { unitId: first.unitId, handoverDate: '2026-01-10' });
    const late = contract({ unitId: first.unitId, room: first.room });
    await dept.tell(ContractSigned, late, { aggregateId: late.contractId, sequence: 1 });
    await digested(late.contractId);
    expect(await dept.ask(officer, GetHousehold, { unitId: first.unitId })).toMatchObject({
      partyId: second.partyId,
      state: 'HANDED_OVER',
      allowed: ['openMoveIn'],
    });
  });

  test('a later fact of the contract waits for the one before it', async () => {
    const fact = contract();
    await dept.tell(ContractSigned, { ...fact, room: '9-9-999' }, { aggregateId: fact.contractId, sequence: 2 });
    await dept.tell(ContractSigned, fact, { aggregateId: fact.contractId, sequence: 1 });
    await digested(fact.contractId, 2);
    expect(await dept.ask(officer, GetHousehold, { unitId: fact.unitId })).toMatchObject({ room: '9-9-999' });
  });

  test('a contract that cannot be understood is parked and makes no household', async () => {
    const fact = contract();
    await dept.tell(ContractSigned, { ...fact, signedOn: '2026-02-30' }, { aggregateId: fact.contractId, sequence: 1 });
    await eventually(
      async () => (await dept.rows('select 1 from dead_letter where aggregate_id = ?', [fact.contractId])).length === 1,
      'it was not parked',
    );
    expect(await dept.refusal(officer, GetHousehold, { unitId: fact.unitId })).toMatchObject({ kind: 'not-found' });
  });

  test('the keys go out once, with a contract only, and all are told', async () => {
    const { unitId, projectId, room, partyId } = await signed(dept);
    const order = { unitId, handoverDate: '2026-01-20' };
    expect(await dept.refusal(colleague('CASHIER'), HandOverUnit, order)).toMatchObject({ kind: 'forbidden' });
    expect(await dept.refusal(stranger('CS_OFFICER'), HandOverUnit, order)).toMatchObject({ kind: 'not-found' });
    expect(await dept.refusal(officer, HandOverUnit, { ...order, unitId: uuid7() })).toMatchObject({
      code: 'handover.no-signed-contract',
      retryable: true,
    });
    expect(await dept.refusal(officer, HandOverUnit, { ...order, handoverDate: '2025-05-31' })).toMatchObject({
      code: 'handover.before-contract',
    });
    expect(await dept.refusal(officer, HandOverUnit, { ...order, handoverDate: '2199-01-01' })).toMatchObject({
      code: 'handover.in-the-future',
    });
    expect(await dept.refusal(assistant, OpenMoveIn, { unitId, occupantKind: 'OWNER' })).toMatchObject({
      code: 'move-in.not-handed-over',
    });
    const handover = await dept.ask(assistant, HandOverUnit, order);
    expect(handover).toMatchObject({ state: 'HANDED_OVER', version: 1, room, partyId, handedOverBy: '客户助理' });
    expect(await dept.ask(officer, GetHandover, { handoverId: handover.id })).toEqual(handover);
    expect(await dept.published(UnitHandedOver)).toContainEqual({
      handoverId: handover.id,
      unitId,
      projectId,
      room,
      partyId,
      handoverDate: '2026-01-20',
    });
    expect(await dept.refusal(officer, HandOverUnit, order)).toMatchObject({
      kind: 'conflict',
      code: 'handover.already-done',
    });
  });

  test('two colleagues who hand over one unit at once: one of them does', async () => {
    const { unitId } = await signed(dept);
    const attempts = await Promise.allSettled(
      [assistant, officer].map((by) => dept.ask(by, HandOverUnit, { unitId, handoverDate: '2026-01-20' })),
    );
    expect(attempts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await handedOver(dept);
  });
});
