import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  CancelUnitConfirmation,
  ConfirmDeposit,
  DepositConfirmed,
  FindUnitConfirmations,
  GetUnitConfirmation,
  IssueUnitConfirmation,
  RecordDeposit,
  Subscribe,
  UnitFreed,
  UnitReserved,
  UnitSold,
} from '@linli/contracts';
import { colleague, eventually, stranger } from '@linli/testing';
import { consultant, controller, finance, manager, Office, rival } from '../test/office.js';

describe('房位确认单', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  }, 60_000);
  afterAll(() => office.stop());

  const facts = async () => ({
    reserved: await office.dept.published(UnitReserved),
    sold: await office.dept.published(UnitSold),
    freed: await office.dept.published(UnitFreed),
  });

  test('it holds the unit from before the payment on [REQ-069]', async () => {
    const unit = office.freeUnit();
    const made = await office.reserved(unit);
    expect(made).toMatchObject({
      state: 'ISSUED',
      version: 1,
      room: unit.room,
      customerName: '王*',
      allowed: ['recordDeposit', 'cancel'],
    });
    expect(await office.unit(unit.id)).toMatchObject({ state: 'RESERVED' });
    expect((await facts()).reserved).toContainEqual(
      expect.objectContaining({ unitId: unit.id, room: unit.room, confirmationId: made.id, partyId: made.partyId }),
    );
    expect(await office.dept.ask(finance, GetUnitConfirmation, { confirmationId: made.id })).toEqual(made);
    expect((await office.dept.ask(controller, FindUnitConfirmations, { unitId: unit.id })).items).toEqual([made]);
    expect((await office.dept.ask(rival, FindUnitConfirmations, { unitId: unit.id })).items).toEqual([]);
  });

  test('a unit that is not free gets no second one [REQ-068]', async () => {
    const { unitId } = await office.reserved();
    const { id: prospectId } = await office.prospect();
    expect(await office.dept.refusal(controller, IssueUnitConfirmation, { unitId, prospectId })).toMatchObject({
      kind: 'conflict',
      code: 'unit.already-reserved',
    });
  });

  test('of twenty customers racing for one unit exactly one gets it [REQ-084]', async () => {
    const unit = office.freeUnit();
    const prospects = await Promise.all(Array.from({ length: 20 }, () => office.prospect()));
    const outcomes = await Promise.allSettled(
      prospects.map(({ id }) =>
        office.dept.ask(consultant, IssueUnitConfirmation, { unitId: unit.id, prospectId: id }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const losers = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    for (const refusal of losers) expect(refusal).toMatchObject({ kind: 'conflict', code: 'unit.already-reserved' });
    expect(await office.unit(unit.id)).toMatchObject({ state: 'RESERVED', version: unit.version + 1 });
    expect((await facts()).reserved.filter(({ unitId }) => unitId === unit.id)).toHaveLength(1);
  });

  test('a 定金 sells the unit, and only when finance has confirmed it [REQ-070]', async () => {
    const paid = await office.paid('EARNEST_MONEY');
    expect(paid).toMatchObject({ state: 'DEPOSIT_RECORDED', depositFen: 5_000_000, receiptNo: 'SJ-1' });
    expect(await office.unit(paid.unitId)).toMatchObject({ state: 'RESERVED' });
    expect((await facts()).sold.filter(({ unitId }) => unitId === paid.unitId)).toEqual([]);
    const sent = { confirmationId: paid.id, version: paid.version };
    for (const role of ['SALES_CONSULTANT', 'INVENTORY_CONTROLLER', 'SALES_MANAGER'] as const) {
      expect(await office.dept.refusal(colleague(role), ConfirmDeposit, sent)).toMatchObject({ kind: 'forbidden' });
    }
    const sold = await office.dept.ask(finance, ConfirmDeposit, sent);
    expect(sold).toMatchObject({ state: 'SOLD', confirmedBy: finance.name, allowed: ['subscribe', 'cancel'] });
    expect(await office.dept.ask(finance, GetUnitConfirmation, { confirmationId: paid.id })).toEqual(sold);
    expect((await facts()).sold.filter(({ unitId }) => unitId === paid.unitId)).toHaveLength(1);
    expect(await office.dept.refusal(finance, ConfirmDeposit, { ...sent, version: sold.version })).toMatchObject({
      code: 'unit-confirmation.illegal-step',
    });
  });

  test('the sold mark is on the board at once [REQ-071]', async () => {
    const { unitId } = await office.sold();
    expect(await office.unit(unitId)).toMatchObject({ state: 'SOLD' });
  });

  test('a 订金 keeps the unit reserved until it becomes a 定金 [REQ-070]', async () => {
    const booked = await office.sold('BOOKING_FEE');
    expect(booked).toMatchObject({ state: 'BOOKED', depositKind: 'BOOKING_FEE', allowed: ['recordDeposit', 'cancel'] });
    expect(await office.unit(booked.unitId)).toMatchObject({ state: 'RESERVED' });
    expect(await office.dept.published(DepositConfirmed)).toContainEqual(
      expect.objectContaining({ confirmationId: booked.id, depositKind: 'BOOKING_FEE' }),
    );
    expect(await office.dept.refusal(consultant, Subscribe, { confirmationId: booked.id })).toMatchObject({
      code: 'unit-confirmation.deposit-not-confirmed',
    });
    const again = { confirmationId: booked.id, version: booked.version, depositKind: 'BOOKING_FEE', depositFen: 1 };
    expect(await office.dept.refusal(finance, RecordDeposit, again)).toMatchObject({
      code: 'unit-confirmation.already-booked',
    });
    const turned = await office.dept.ask(finance, RecordDeposit, {
      ...again,
      depositKind: 'EARNEST_MONEY',
      depositFen: 8_000_000,
    });
    await office.dept.ask(finance, ConfirmDeposit, { confirmationId: booked.id, version: turned.version });
    expect(await office.unit(booked.unitId)).toMatchObject({ state: 'SOLD' });
  });

  test('cancelling frees the unit for the next customer', async () => {
    const unit = office.freeUnit();
    const made = await office.reserved(unit);
    const cancelled = await office.dept.ask(consultant, CancelUnitConfirmation, {
      confirmationId: made.id,
      version: made.version,
      reason: '客户放弃',
    });
    expect(cancelled).toMatchObject({ state: 'CANCELLED', cancelReason: '客户放弃', allowed: [] });
    expect(await office.unit(unit.id)).toMatchObject({ state: 'AVAILABLE' });
    expect((await facts()).freed).toContainEqual(expect.objectContaining({ unitId: unit.id, room: unit.room }));
    expect(await office.reserved(unit)).toMatchObject({ state: 'ISSUED' });
    const sold = await office.sold();
    const sent = { confirmationId: sold.id, version: sold.version, reason: '退房' };
    expect(await office.dept.refusal(consultant, CancelUnitConfirmation, sent)).toMatchObject({
      kind: 'forbidden',
      code: 'unit-confirmation.sold',
    });
    await office.dept.ask(manager, CancelUnitConfirmation, sent);
    expect(await office.unit(sold.unitId)).toMatchObject({ state: 'AVAILABLE' });
  });

  test('who may not, what is stale and what is elsewhere is refused', async () => {
    const made = await office.reserved();
    const prospect = await office.prospect(rival);
    const sent = { confirmationId: made.id, version: made.version, depositKind: 'EARNEST_MONEY', depositFen: 1 };
    expect(
      await office.dept.refusal(finance, IssueUnitConfirmation, { unitId: made.unitId, prospectId: prospect.id }),
    ).toMatchObject({ kind: 'forbidden' });
    expect(
      await office.dept.refusal(consultant, IssueUnitConfirmation, {
        unitId: office.freeUnit().id,
        prospectId: prospect.id,
      }),
    ).toMatchObject({ code: 'prospect.not-found' });
    expect(await office.dept.refusal(controller, RecordDeposit, sent)).toMatchObject({ kind: 'forbidden' });
    expect(await office.dept.refusal(consultant, RecordDeposit, { ...sent, version: 9 })).toMatchObject({
      kind: 'stale',
    });
    expect(await office.dept.refusal(consultant, RecordDeposit, { ...sent, paidOn: '2199-01-01' })).toMatchObject({
      code: 'unit-confirmation.paid-in-future',
    });
    expect(await office.dept.refusal(rival, RecordDeposit, sent)).toMatchObject({ kind: 'not-found' });
    expect(await office.dept.refusal(stranger('FINANCE_DEPT'), ConfirmDeposit, sent)).toMatchObject({
      kind: 'invalid',
    });
    const confirm = { confirmationId: made.id, version: made.version };
    expect(await office.dept.refusal(stranger('FINANCE_DEPT'), ConfirmDeposit, confirm)).toMatchObject({
      kind: 'not-found',
    });
    expect(await office.dept.refusal(finance, ConfirmDeposit, confirm)).toMatchObject({
      code: 'unit-confirmation.illegal-step',
    });
    expect(await office.dept.refusal(finance, CancelUnitConfirmation, { ...confirm, reason: 'x' })).toMatchObject({
      kind: 'forbidden',
    });
    expect(await office.dept.refusal(finance, GetUnitConfirmation, { confirmationId: prospect.id })).toMatchObject({
      kind: 'not-found',
    });
  });

  test('a unit without a 定金 is free again after its days, one with a 定金 stays', async () => {
    const waiting = await office.reserved();
    const booked = await office.sold('BOOKING_FEE');
    const sold = await office.sold();
    await office.dept.travel('8 days');
    for (const { unitId } of [waiting, booked]) {
      await eventually(async () => (await office.unit(unitId)).state === 'AVAILABLE', 'the unit is still held');
    }
    expect(await office.dept.ask(finance, GetUnitConfirmation, { confirmationId: waiting.id })).toMatchObject({
      state: 'EXPIRED',
    });
    expect(await office.unit(sold.unitId)).toMatchObject({ state: 'SOLD' });
  });
});
