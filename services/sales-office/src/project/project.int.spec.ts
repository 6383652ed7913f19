import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  CloseSales,
  FileContract,
  FindProjects,
  GetProject,
  IssueUnitConfirmation,
  lifeContracts,
  OpenProject,
  ProjectOpened,
  ProjectSalesClosed,
  UnitHandedOver,
  type ContractView,
} from '@linli/contracts';
import { newId } from '@linli/kernel';
import { colleague, eventually, stranger } from '@linli/testing';
import { projectsTold } from '../migrations/038-projects-told.js';
import { consultant, controller, dutyStaff, manager, Office } from '../test/office.js';

describe('A project', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  }, 60_000);
  afterAll(() => office.stop());

  test('is opened once, with its own terms or the usual ones', async () => {
    const made = await office.dept.ask(controller, OpenProject, { code: 'lakeside', name: '湖畔', holdDays: 3 });
    expect(made).toEqual({
      id: 'lakeside',
      version: 1,
      state: 'ON_SALE',
      name: '湖畔',
      signingTermDays: 7,
      holdDays: 3,
      dailyCutOff: '18:00',
      ownerDepartment: 'PROJECT_DEPT',
      allowed: ['closeSales'],
    });
    expect(await office.dept.ask(consultant, GetProject, { projectId: 'lakeside' })).toEqual(made);
    expect((await office.dept.ask(consultant, FindProjects, { state: 'ON_SALE' })).items).toContainEqual(made);
    expect((await office.dept.ask(stranger('SALES_CONSULTANT'), FindProjects, {})).items).toEqual([]);
    expect(await office.dept.refusal(manager, OpenProject, { code: 'lakeside', name: '湖畔' })).toMatchObject({
      code: 'project.code-taken',
    });
    expect(await office.dept.refusal(manager, OpenProject, { code: '湖 畔', name: '湖畔' })).toMatchObject({
      kind: 'invalid',
    });
    expect(await office.dept.refusal(consultant, OpenProject, { code: 'x', name: 'x' })).toMatchObject({
      kind: 'forbidden',
    });
    expect(await office.dept.refusal(stranger('SALES_MANAGER'), OpenProject, { code: 'x', name: 'x' })).toMatchObject({
      kind: 'not-found',
    });
    expect(await office.dept.refusal(stranger('SALES_MANAGER'), GetProject, { projectId: 'lakeside' })).toMatchObject({
      kind: 'not-found',
    });
  });

  test('is closed for sale once, and told to all', async () => {
    const { version } = await office.dept.ask(manager, OpenProject, { code: 'closed', name: '封盘' });
    const sent = { projectId: 'closed', version };
    expect(await office.dept.refusal(controller, CloseSales, sent)).toMatchObject({ kind: 'forbidden' });
    expect(await office.dept.refusal(manager, CloseSales, { ...sent, version: 7 })).toMatchObject({ kind: 'stale' });
    const closed = await office.dept.ask(manager, CloseSales, sent);
    expect(closed).toMatchObject({ state: 'SALES_CLOSED', salesClosedOn: expect.any(String), allowed: [] });
    expect(await office.dept.ask(consultant, GetProject, { projectId: 'closed' })).toEqual(closed);
    expect(await office.dept.published(ProjectSalesClosed)).toEqual([
      { projectId: 'closed', closedOn: closed.salesClosedOn, ownerDepartment: 'CUSTOMER_AFFAIRS_DEPT' },
    ]);
    expect(await office.dept.refusal(manager, CloseSales, { ...sent, version: closed.version })).toMatchObject({
      code: 'project.illegal-step',
    });
  });

  test('is told to all when it begins; one from before is announced once more, with the day of its 封盘 [REQ-108]', async () => {
    const told = async (projectId: string) =>
      (await office.dept.published(ProjectOpened)).filter((event) => event.projectId === projectId);
    const begun = { projectId: 'ancient', ownerDepartment: 'PROJECT_DEPT' };
    const { version } = await office.dept.ask(manager, OpenProject, { code: 'ancient', name: '老盘' });
    expect(await told('ancient')).toEqual([begun]);
    const { salesClosedOn } = await office.dept.ask(manager, CloseSales, { projectId: 'ancient', version });
    await office.dept.rows(projectsTold.sql);
    expect(await told('ancient')).toEqual([
      begun,
      { projectId: 'ancient', ownerDepartment: 'CUSTOMER_AFFAIRS_DEPT', salesClosedOn },
    ]);
    await office.dept.quiet();
  });

  test('that is closed holds no more units', async () => {
    const { id: prospectId } = await office.prospect();
    const unit = office.freeUnit();
    const project = await office.dept.ask(manager, GetProject, { projectId: office.projectId });
    await office.dept.rows(`update project set state = 'SALES_CLOSED' where id = ?`, [project.id]);
    expect(await office.dept.refusal(consultant, IssueUnitConfirmation, { unitId: unit.id, prospectId })).toMatchObject(
      { code: 'project.sales-closed' },
    );
    await office.dept.rows(`update project set state = 'ON_SALE' where id = ?`, [project.id]);
  });

  describe('whose keys are handed over', () => {
    const news = ({ unitId, projectId, room, buyers }: ContractView, handoverId = newId()) => ({
      ...{ handoverId, unitId, projectId, room, handoverDate: '2026-06-30' },
      partyId: buyers[0]?.partyId ?? '',
    });
    const heard = (handoverId: string, sequence = 1) =>
      eventually(
        async () => (await office.dept.progress('property-move-in', handoverId)) === sequence,
        'the news did not arrive',
      );

    test('marks the unit, once when the news comes twice', async () => {
      const contract = await office.signed();
      const told = news(contract);
      const place = { aggregateId: told.handoverId, sequence: 1, eventId: newId() };
      await office.dept.tell(UnitHandedOver, told, place);
      await office.dept.tell(UnitHandedOver, told, place);
      const unit = await eventually(async () => {
        const now = await office.unit(contract.unitId);
        return now.state === 'HANDED_OVER' ? now : undefined;
      }, 'the unit is not handed over');
      const again = news(contract);
      await office.dept.tell(UnitHandedOver, again, { aggregateId: again.handoverId, sequence: 1 });
      await heard(again.handoverId);
      expect(await office.unit(contract.unitId)).toEqual(unit);
    });

    test('marks the unit when a later fact of the handover came first', async () => {
      const contract = await office.signed();
      const told = news(contract);
      await office.dept.tell(UnitHandedOver, told, { aggregateId: told.handoverId, sequence: 2 });
      await office.dept.tell(UnitHandedOver, told, { aggregateId: told.handoverId, sequence: 1 });
      await heard(told.handoverId, 2);
      expect(await office.unit(contract.unitId)).toMatchObject({ state: 'HANDED_OVER' });
    });

    test('leaves a unit alone that is not signed any more, and one that it never sold', async () => {
      const { unitId, room, partyId } = await office.sold();
      const late = {
        handoverId: newId(),
        unitId,
        projectId: office.projectId,
        room,
        partyId,
        handoverDate: '2026-06-30',
      };
      await office.dept.tell(UnitHandedOver, late, { aggregateId: late.handoverId, sequence: 1 });
      await heard(late.handoverId);
      expect(await office.unit(unitId)).toMatchObject({ state: 'SOLD' });
      const foreign = { ...late, handoverId: newId(), unitId: newId() };
      await office.dept.tell(UnitHandedOver, foreign, { aggregateId: foreign.handoverId, sequence: 1 });
      await heard(foreign.handoverId);
    });

    test('parks news that it cannot understand', async () => {
      const handoverId = newId();
      const broken = { handoverId, unitId: 'shoe' } as UnitHandedOver;
      await office.dept.tell(UnitHandedOver, broken, { aggregateId: handoverId, sequence: 1 });
      await eventually(
        async () =>
          (await office.dept.rows('select 1 from dead_letter where aggregate_id = ?', [handoverId])).length === 1,
        'the news is not parked',
      );
    });
  });

  test('tells the life of a customer in order, to whoever works for the project', async () => {
    const contract = await office.signed();
    await office.dept.ask(controller, FileContract, {
      contractId: contract.id,
      version: contract.version,
      filingNo: 'BA-1',
    });
    const asked = { customerId: newId(), partyIds: contract.buyers.map(({ partyId }) => partyId) };
    const { facts } = await office.dept.ask(dutyStaff, lifeContracts['sales-office'], asked);
    expect(facts.map(({ title }) => title)).toEqual([
      '登记为意向客户',
      '开具房位确认单',
      '财务确认定金,房源售出',
      '签认购书',
      '签购房合同',
      '合同备案',
      '合同备案通知',
    ]);
    expect([...facts].sort((a, b) => a.at.localeCompare(b.at))).toEqual(facts);
    expect(facts.find(({ title }) => title === '签购房合同')).toMatchObject({
      subject: 'contract',
      subjectId: contract.id,
      state: 'FILED',
      room: contract.room,
      allowed: [],
    });
    expect(await office.dept.ask(stranger('SALES_MANAGER'), lifeContracts['sales-office'], asked)).toEqual({
      facts: [],
    });
    expect(await office.dept.refusal(colleague('BANK'), lifeContracts['sales-office'], asked)).toMatchObject({
      kind: 'forbidden',
    });
  });
});
