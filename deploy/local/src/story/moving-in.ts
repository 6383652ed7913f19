import {
  ArchiveMoveIn,
  ArrangeServices,
  ConfirmIdentity,
  Congratulate,
  GetHousehold,
  GetUnit,
  HandOverUnit,
  IssueMoveInNotice,
  MarkBilling,
  OpenMoveIn,
  RecordRevisit,
  RegisterMoveIn,
  SignSafetyAgreement,
  UpdateCustomerFile,
  type MoveInView,
} from '@linli/contracts';
import { message, type Purchase } from './buying.js';
import type { Family } from './family.js';
import type { Teller } from './teller.js';

const shown = ({ state, allowed }: MoveInView): string => `客户入住 ${state},可办:${allowed.join('、') || '无'}`;

/** The keys, the seven steps, the club's greeting and the revisit. */
export async function moveIn(story: Teller, family: Family, { prospect }: Purchase): Promise<void> {
  const { unit, today } = family;
  story.chapter('交付与入住');
  await story.follows(
    '物业入住',
    '由合同得知业主',
    'customer-assistant',
    (desk) => desk.ask(GetHousehold, { unitId: unit.id }),
    ({ room, state }) => `${room} ${state}`,
  );
  await story.does(
    'customer-assistant',
    `交付房屋 ${unit.room}`,
    (desk) => desk.ask(HandOverUnit, { unitId: unit.id, handoverDate: today }),
    ({ formNo, state }) => `${formNo} ${state}`,
  );
  await story.follows(
    '售楼部',
    '销控板得知交付',
    'sales-manager',
    async (desk) => {
      const board = await desk.ask(GetUnit, { unitId: unit.id });
      return board.state === 'HANDED_OVER' ? board : undefined;
    },
    ({ room, state }) => `${room} ${state}`,
  );
  const settled = await sevenSteps(story, family);
  await message(story, prospect.partyId, 'MOVE_IN_GREETING', '问候乔迁');
  const visit = { revisitedOn: today, score: 5, evaluation: '管家服务周到' };
  await story.does(
    'cs-supervisor',
    '入住回访',
    (desk) => desk.step(RecordRevisit, settled, visit),
    (view) => {
      const late = view.revisitInTime === false ? ',逾期' : ',按期';
      return `评分 ${view.revisitScore ?? ''}${late}`;
    },
  );
}

async function sevenSteps(story: Teller, { unit, today, idNumber, name }: Family): Promise<MoveInView> {
  const assistant = 'customer-assistant';
  const opening = { unitId: unit.id, occupantKind: 'OWNER' };
  let view = await story.does(assistant, '立案', (desk) => desk.ask(OpenMoveIn, opening), shown);
  const identity = { identityKind: 'ID_CARD', identityNumber: idNumber };
  view = await story.does(assistant, '一、确认身份', (desk) => desk.step(ConfirmIdentity, view, identity), shown);
  view = await story.does(
    assistant,
    '二、祝贺乔迁,询问需求',
    (desk) => desk.step(Congratulate, view, { needs: ['协助搬运'] }),
    shown,
  );
  const notice = { expectedMoveInOn: today, focusServices: [{ department: 'CLEANING', item: '电梯厅保洁' }] };
  view = await story.does(assistant, '三、发入住知会单', (desk) => desk.step(IssueMoveInNotice, view, notice), shown);
  const services = {
    serviceBriefed: true,
    phone: 'NOT_WANTED',
    internet: 'DONE',
    cableTv: 'DONE',
    parkingPass: 'ISSUED',
  };
  view = await story.does(assistant, '四、安排服务', (desk) => desk.step(ArrangeServices, view, services), shown);
  view = await story.does('cashier', '五、标注收费', (desk) => desk.step(MarkBilling, view), shown);
  const safety = { documentVersion: '2026版', signatory: 'OWNER', signedOn: today };
  view = await story.does(assistant, '签安全责任制书', (desk) => desk.step(SignSafetyAgreement, view, safety), shown);
  const entry = { moveInDate: today, residents: 3, emergencyContact: name, emergencyPhone: '15400009999' };
  view = await story.does(assistant, '六、登记入住', (desk) => desk.step(RegisterMoveIn, view, entry), shown);
  view = await story.does('file-clerk', '更新客户档案', (desk) => desk.step(UpdateCustomerFile, view), shown);
  return story.does('file-clerk', '七、归档', (desk) => desk.step(ArchiveMoveIn, view), shown);
}
