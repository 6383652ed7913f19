import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  ConfirmCorrectiveAction,
  GetCorrectiveAction,
  GetCorrectiveProof,
  InvestigateComplaint,
  letterContracts,
  RegisterComplaint,
  RequestCorrectiveAction,
  ReturnCorrectiveAction,
} from '@linli/contracts';
import { colleague, eventually } from '@linli/testing';
import { House } from './house.js';

const { AcknowledgeWorkContactLetter, CarryOutWorkContactLetter, GetWorkContactLetter } =
  letterContracts['property-move-in'];
const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(2_000, 7)]);

let house: House;
beforeAll(async () => {
  house = await House.open('property-move-in', 'complaints');
}, 60_000);
afterAll(() => house.close());

it('the cause of a complaint is removed by the department concerned, twice asked, once proven, and the effect is confirmed [REQ-150] [REQ-151] [REQ-152]', async () => {
  const desk = house.desk(colleague('COMPLAINT_HANDLER'));
  const office = house.desk(colleague('PROJECT_DEPT'));
  const registered = await desk.ask(RegisterComplaint, {
    ...{ projectId: 'riverside', channel: 'HOTLINE', source: 'DIRECT', customerKind: 'OWNER', room: '3-1-1201' },
    ...{
      customerName: '王芳',
      phone: '+86 19900001201',
      category: 'QUALITY',
      urgency: 'URGENT',
      content: '厨房顶棚渗水',
    },
    dueOn: (await house.now()).toISOString().slice(0, 10),
  });
  const complaint = await desk.step(InvestigateComplaint, registered, {
    ...{ findings: '楼上管道接口松动', cause: '接口未按图施工', liability: '总包', responsibleDepartment: '项目部' },
    ...{ validity: 'JUSTIFIED', validityReason: '现场属实' },
  });
  const action = await desk.ask(RequestCorrectiveAction, {
    ...{ complaintId: complaint.id, kind: 'CORRECTIVE', department: 'PROJECT_DEPT', demand: '复查同批接口' },
  });
  const seen = (state: string) =>
    eventually(async () => {
      const found = await desk.ask(GetCorrectiveAction, { actionId: action.id });
      return found.state === state ? found : undefined;
    }, `the action never became ${state}`);
  const letter = await eventually(
    () => office.ask(GetWorkContactLetter, { letterId: action.id }).catch(() => undefined),
    'the letter never arrived',
  );
  expect(letter.words).toMatchObject({ letterNo: action.letterNo, cause: '接口未按图施工', demand: '复查同批接口' });
  const signed = await office.step(AcknowledgeWorkContactLetter, letter);
  await office.step(CarryOutWorkContactLetter, signed, { done: '已口头提醒总包' });
  const talk = await seen('CARRIED_OUT');
  expect(talk.answers).toMatchObject([{ round: 1, done: '已口头提醒总包' }]);
  await desk.step(ReturnCorrectiveAction, talk, { finding: '没有复查' });
  const again = await eventually(async () => {
    const found = await office.ask(GetWorkContactLetter, { letterId: action.id });
    return found.round === 2 ? found : undefined;
  }, 'the department was never asked again');
  const fileId = await office.upload('复查记录.png', png);
  await office.step(CarryOutWorkContactLetter, again, { done: '复查 36 户', fileId });
  const done = await eventually(async () => {
    const found = await seen('CARRIED_OUT');
    return found.round === 2 ? found : undefined;
  }, 'the second answer never came back');
  const proof = await desk.ask(GetCorrectiveProof, { actionId: action.id, round: 2 });
  expect(Buffer.from(await desk.download(proof.fileId)).equals(png)).toBe(true);
  expect(await desk.step(ConfirmCorrectiveAction, done, { finding: '抽查无渗漏' })).toMatchObject({
    state: 'EFFECTIVE',
  });
  await eventually(
    async () => (await office.ask(GetWorkContactLetter, { letterId: action.id })).state === 'SETTLED',
    'the letter was never settled',
  );
}, 60_000);
