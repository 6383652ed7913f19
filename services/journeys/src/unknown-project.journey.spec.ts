import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  CloseSales,
  commands,
  fieldsOf,
  JoinClub,
  OpenIncident,
  OpenProject,
  ownershipContracts,
  subjectOf,
  type CommandClass,
  type FieldMeta,
  type MessageClass,
} from '@linli/contracts';
import { colleague, eventually, Refused, type Desk } from '@linli/testing';
import { messages } from './guard/messages.js';
import { House } from './house.js';

type Message = Record<string, unknown>;

const namesProject = ({ project, of }: FieldMeta): boolean =>
  project ?? (of ? fieldsOf(of()).some(namesProject) : false);
const opening = commands.filter((command) => fieldsOf(command as MessageClass).some(namesProject));

/** The message with this code wherever it names a project; lists of projects name one, lists of parts have one. */
function naming(message: MessageClass, code: string): Message {
  const [made] = fc.sample(messages(message, new Map()), { numRuns: 1, seed: 7 }) as Message[];
  for (const field of fieldsOf(message).filter(namesProject)) {
    const one = field.of ? naming(field.of(), code) : code;
    made![field.name] = field.list ? [one] : one;
  }
  return made!;
}

describe('A project that nobody has opened', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.open('sales-office', 'mortgage-collection', 'complaints', 'client-club', 'info-sharing');
  }, 120_000);
  afterAll(() => house.close(), 60_000);

  const deskFor = ({ roles }: CommandClass): Desk => house.desk(colleague(roles[0]!));
  const send = (command: CommandClass, project: string): Promise<unknown> =>
    deskFor(command).ask(command as never, naming(command as MessageClass, project) as never);
  const codeOf = (command: CommandClass, project: string): Promise<string> =>
    send(command, project).then(
      () => 'done',
      (error: Error) => (error instanceof Refused ? error.problem.code : error.message),
    );

  test('is refused by every command that would begin something in it, in every department that has such commands', async () => {
    const departments = new Set(opening.map((command) => subjectOf(command).service));
    expect([...departments].sort()).toEqual(['client-club', 'complaints', 'info-sharing', 'mortgage-collection']);
    for (const command of opening)
      expect([command.name, await codeOf(command, 'nowhere')]).toEqual([command.name, 'project.not-found']);
    const { problem } = await deskFor(JoinClub).refusal(() => send(JoinClub, 'nowhere'));
    expect(problem).toMatchObject({
      ...{ status: 404, retryable: false },
      detail: '没有这个项目，请核对项目编号；刚新建的项目请稍等片刻再试。',
    });
  });

  test('is known everywhere as soon as it is opened, before its news have come', async () => {
    for (const [n, command] of opening.entries()) {
      const code = `fresh-${n}`;
      await house.desk(colleague('SALES_MANAGER')).ask(OpenProject, { code, name: '新盘' });
      expect([command.name, await codeOf(command, code)]).not.toEqual([command.name, 'project.not-found']);
    }
  });

  test('in a department that kept no copy while it was opened and closed for sale, is known with its 主管部门 when it is first named', async () => {
    const manager = house.desk(colleague('SALES_MANAGER'));
    const { id: projectId, version } = await manager.ask(OpenProject, { code: 'ancient', name: '老盘' });
    const { salesClosedOn } = await manager.ask(CloseSales, { projectId, version });
    const { GetProjectOwnership } = ownershipContracts.complaints;
    const asked = () => house.desk(colleague('CS_SUPERVISOR')).ask(GetProjectOwnership, { projectId });
    const owner = { ownerDepartment: 'CUSTOMER_AFFAIRS_DEPT', fromDepartment: 'PROJECT_DEPT', salesClosedOn };
    await eventually(async () => (await asked()).salesClosedOn, 'the news of the 封盘 did not come');
    await house.departments.get('complaints')!.rows('delete from known_project where project_id = ?', [projectId]);
    await send(OpenIncident, projectId);
    expect(await asked()).toMatchObject({ projectId, ...owner });
  });
});
