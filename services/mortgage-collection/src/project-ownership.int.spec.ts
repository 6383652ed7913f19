import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AssignTitleAgency,
  ContractSigned,
  FileTitle,
  FindTitleCases,
  ownershipContracts,
  ProjectOpened,
  ProjectSalesClosed,
  type TitleCaseView,
} from '@linli/contracts';
import { newId } from '@linli/kernel';
import { colleague, eventually, ServiceUnderTest, stranger } from '@linli/testing';
import { AppModule } from './app.module.js';
import { mortgageCollection } from './service.js';

const { GetProjectOwnership, FindHandedOverWork } = ownershipContracts['mortgage-collection'];
const affairs = colleague('CUSTOMER_AFFAIRS_DEPT');
const projectDept = colleague('PROJECT_DEPT');
const closedOn = '2026-06-30';

describe('The 主管部门 of a project', () => {
  let dept: ServiceUnderTest;
  let projects = 0;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, mortgageCollection);
  }, 60_000);
  afterAll(() => dept.stop());

  const newProject = () => `estate-${++projects}`;
  const heard = (aggregateId: string, sequence: number) =>
    eventually(
      async () => (await dept.progress('sales-office', aggregateId)) >= sequence,
      `fact ${sequence} of ${aggregateId} was not taken`,
    );
  const opened = async (projectId: string, sequence = 1, more: Partial<ProjectOpened> = {}) => {
    const told = { projectId, ownerDepartment: 'PROJECT_DEPT', ...more };
    await dept.tell(ProjectOpened, told, { aggregateId: projectId, sequence });
    await heard(projectId, sequence);
  };
  const closed = async (projectId: string, sequence = 2, eventId = newId()) => {
    const told = { projectId, closedOn, ownerDepartment: 'CUSTOMER_AFFAIRS_DEPT' };
    await dept.tell(ProjectSalesClosed, told, { aggregateId: projectId, sequence, eventId });
    await heard(projectId, sequence);
  };
  const titleIn = async (projectId: string): Promise<TitleCaseView> => {
    const signed: ContractSigned = {
      ...{ contractId: newId(), contractNo: 'HT-1', subscriptionId: newId(), unitId: newId(), projectId },
      ...{ room: '3-1-1201', partyId: newId(), coBuyerPartyIds: [], paymentMethod: 'LUMP_SUM' },
      ...{ totalPriceFen: 300_000_000, signedOn: '2026-05-01', handoverDueOn: '2027-05-01' },
    };
    await dept.tell(ContractSigned, signed, { aggregateId: signed.contractId, sequence: 1 });
    await heard(signed.contractId, 1);
    return (await dept.ask(affairs, FindTitleCases, { contractId: signed.contractId })).items[0]!;
  };
  const assigning = ({ id, version }: TitleCaseView) => ({
    ...{ titleCaseId: id, version, agency: '诚信代理', termDays: 90 },
  });
  const ownership = (projectId: string) => dept.ask(affairs, GetProjectOwnership, { projectId });

  test('is 项目部 before 封盘 and 客户事务部 after it: the duty and all that is open pass over in one record [REQ-326] [REQ-108]', async () => {
    const projectId = newProject();
    await opened(projectId);
    expect(await ownership(projectId)).toEqual({ projectId, ownerDepartment: 'PROJECT_DEPT', tasks: 0, counts: [] });
    const [open, other] = [await titleIn(projectId), await titleIn(projectId)];
    expect(await dept.refusal(affairs, AssignTitleAgency, assigning(open))).toMatchObject({
      ...{ kind: 'forbidden', code: 'project.not-owner' },
      message: '该项目的主管部门现在是项目部，请交由项目部办理。',
    });
    const given = await dept.ask(projectDept, AssignTitleAgency, assigning(open));
    await closed(projectId);
    const step = { titleCaseId: open.id, version: given.version, filedOn: '2026-06-30' };
    expect(await dept.refusal(projectDept, FileTitle, step)).toMatchObject({ code: 'project.not-owner' });
    expect(await dept.refusal(projectDept, AssignTitleAgency, assigning(other))).toMatchObject({
      code: 'project.not-owner',
    });
    const agent = { ...colleague('TITLE_AGENCY'), company: '诚信代理' };
    expect(await dept.ask(agent, FileTitle, step)).toMatchObject({ state: 'FILED' });
    expect(await dept.ask(affairs, AssignTitleAgency, assigning(other))).toMatchObject({ state: 'AGENCY_ASSIGNED' });
    expect(await ownership(projectId)).toEqual({
      ...{
        projectId,
        ownerDepartment: 'CUSTOMER_AFFAIRS_DEPT',
        fromDepartment: 'PROJECT_DEPT',
        salesClosedOn: closedOn,
      },
      ...{ tasks: 2, counts: [{ subject: 'TITLE_CASE', tasks: 2 }] },
    });
    const { items } = await dept.ask(affairs, FindHandedOverWork, { projectId });
    expect(items).toEqual(
      expect.arrayContaining([
        { id: open.id, subject: 'TITLE_CASE', state: 'AGENCY_ASSIGNED', room: '3-1-1201' },
        { id: other.id, subject: 'TITLE_CASE', state: 'OPENED', room: '3-1-1201' },
      ]),
    );
  });

  test('is not asked of a project that was never heard of, nor of whoever acts in another role', async () => {
    const projectId = newProject();
    const title = await titleIn(projectId);
    expect(await dept.ask(affairs, AssignTitleAgency, assigning(title))).toMatchObject({ state: 'AGENCY_ASSIGNED' });
    expect(await dept.refusal(affairs, GetProjectOwnership, { projectId })).toMatchObject({
      ...{ kind: 'not-found', code: 'project.not-found' },
    });
    await opened(projectId);
    for (const question of [GetProjectOwnership, FindHandedOverWork]) {
      expect(await dept.refusal(colleague('BANK'), question, { projectId })).toMatchObject({ kind: 'forbidden' });
      expect(await dept.refusal(stranger('FINANCE_DEPT'), question, { projectId })).toMatchObject({
        kind: 'not-found',
      });
    }
  });

  test('is taken over once, however often 封盘 is told', async () => {
    const projectId = newProject();
    await opened(projectId);
    await titleIn(projectId);
    const eventId = newId();
    await closed(projectId, 2, eventId);
    await dept.tell(ProjectSalesClosed, { projectId, closedOn }, { aggregateId: projectId, sequence: 2, eventId });
    await titleIn(projectId);
    await closed(projectId, 3);
    expect(await ownership(projectId)).toMatchObject({ tasks: 1, salesClosedOn: closedOn });
  });

  test('changes also when 封盘 comes before the project, or is told with it long afterwards', async () => {
    const [early, late] = [newProject(), newProject()];
    await titleIn(early);
    await closed(early, 1);
    await opened(early, 2, { ownerDepartment: 'CUSTOMER_AFFAIRS_DEPT', salesClosedOn: closedOn });
    expect(await ownership(early)).toMatchObject({ ownerDepartment: 'CUSTOMER_AFFAIRS_DEPT', tasks: 1 });
    await titleIn(late);
    await opened(late, 1, { ownerDepartment: 'CUSTOMER_AFFAIRS_DEPT', salesClosedOn: closedOn });
    expect(await ownership(late)).toMatchObject({ fromDepartment: 'PROJECT_DEPT', salesClosedOn: closedOn, tasks: 1 });
  });

  test('news that cannot be understood are parked', async () => {
    const projectId = newProject();
    const broken = { projectId, closedOn: '下周' };
    await dept.tell(ProjectSalesClosed, broken, { aggregateId: projectId, sequence: 1 });
    await eventually(
      async () => (await dept.rows('select 1 from dead_letter where aggregate_id = ?', [projectId])).length === 1,
      'the news are not parked',
    );
  });
});
