import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  AssignReportDuty,
  CloseSales,
  ConfirmDailyLog,
  GetProject,
  HandInDailyLog,
  HoldUnit,
  RegisterProspect,
  roleNames,
  type CommandClass,
} from '@linli/contracts';
import { colleague, type Person } from '@linli/testing';
import { consultant, controller, dutyStaff, manager, Office, supervisor } from './office.js';

const company = colleague('COMPANY_SALES_DEPT');
let office: Office;
beforeAll(async () => {
  office = await Office.open();
}, 60_000);
afterAll(() => office.stop());

test('each of the six roles does the work that is its own, and whoever has another role is refused [REQ-106]', async () => {
  const { projectId, dept } = office;
  const unit = office.freeUnit();
  const carriedOut = async (by: Person, other: Person, command: CommandClass, message: object): Promise<unknown> => {
    expect(await dept.refusal(other, command, message)).toMatchObject({ kind: 'forbidden' });
    return JSON.parse(Buffer.from((await dept.send(by, command, message)).body).toString());
  };
  await carriedOut(consultant, controller, RegisterProspect, office.prospectForm());
  await carriedOut(controller, consultant, HoldUnit, { unitId: unit.id, version: unit.version, reason: '样板间' });
  const log = (await carriedOut(dutyStaff, supervisor, HandInDailyLog, { projectId })) as {
    id: string;
    version: number;
  };
  await carriedOut(supervisor, dutyStaff, ConfirmDailyLog, { dailyLogId: log.id, version: log.version });
  const duty = { personId: 'a', person: '甲', superiorId: 'b', superior: '乙' };
  await carriedOut(manager, supervisor, AssignReportDuty, { projectId, kind: 'DAILY_SALES', ...duty });
  const { version } = await dept.ask(company, GetProject, { projectId });
  await carriedOut(company, consultant, CloseSales, { projectId, version });
  expect(
    [consultant, controller, dutyStaff, supervisor, manager, company].map(({ roles: [role] }) => roleNames[role!]),
  ).toEqual([...['置业顾问', '销控', '值班人员', '销售主管', '销售经理', '地产公司销售部']]);
});
