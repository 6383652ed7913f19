import {
  AcknowledgeMoveInNotice,
  ArchiveMoveIn,
  ArrangeServices,
  CompleteMoveInTask,
  ConfirmIdentity,
  Congratulate,
  EndServiceAgreement,
  FileLeaseAgreement,
  FileOwnerUndertaking,
  FindMoveInTasks,
  GetHousehold,
  GetMoveInNotice,
  HandOverUnit,
  IssueMoveInNotice,
  MarkBilling,
  moveInStates,
  OpenMoveIn,
  RecordOwnerConfirmation,
  RecordRevisit,
  RegisterMoveIn,
  SignSafetyAgreement,
  SignServiceAgreement,
  UpdateCustomerFile,
  type MoveInView,
  type ServiceAgreementView,
} from '@linli/contracts';
import { plusDays, plusMonths } from '@linli/kernel';
import { daysOf, owners, type Deal } from './deals.js';
import { others } from './names.js';
import { all, effect, projectId, walk, type Office, type Step } from './office.js';
import type { Sales } from './sales.js';

type MoveInState = (typeof moveInStates)[number];

const assistant = 'customer-assistant';
const tenant = others[12]!;

/** 客户入住: an owner in each of the eight states, and a tenant; the last owners still wait for their keys. */
export async function loadMoveIns(office: Office, sales: Sales): Promise<number> {
  const movers = owners.slice(0, moveInStates.length + 1);
  await all(movers, async (deal, i) => {
    const unitId = await handOver(office, sales, deal);
    const target = moveInStates[i];
    if (target === undefined) return letToTenant(office, deal, unitId);
    const moveIn = await moveOwnerIn(office, deal, unitId, target);
    if (target === 'NOTIFIED') await acknowledge(office, moveIn);
    if (target === 'ARCHIVED') await lookAfter(office, deal, moveIn);
  });
  return movers.length;
}

/** 服务协议和合同 with the first owners: one in force, one that was ended. */
export async function signAgreements(office: Office, sales: Sales): Promise<ServiceAgreementView> {
  const sign = (n: number, kind: string, title: string, services: string) => {
    const { handedOverOn } = daysOf(owners[n]!, office.today);
    return office.make(`agreement-${n}`, assistant, SignServiceAgreement, {
      ...{ unitId: sales.contractOf(owners[n]!).unitId, kind, title, services },
      ...{ signedOn: handedOverOn, fromOn: handedOverOn, untilOn: plusMonths(handedOverOn, 12) },
    });
  };
  const ended = await sign(1, 'AGREEMENT', '钟点保洁服务协议', '每周一次入户保洁');
  const end = office.step('agreement', assistant, EndServiceAgreement, {
    endedOn: office.today,
    reason: '业主自行雇人',
  });
  await walk(ended, [['IN_FORCE', end]]);
  return sign(0, 'CONTRACT', '空调与地暖保养合同', '每年两次上门清洗保养');
}

async function handOver(office: Office, sales: Sales, deal: Deal): Promise<string> {
  const { name } = deal;
  const { unitId } = sales.contractOf(deal);
  await effect(`the household of ${name}`, () => office.desk(assistant).ask(GetHousehold, { unitId }));
  await office.make(name, assistant, HandOverUnit, { unitId, handoverDate: daysOf(deal, office.today).handedOverOn });
  return unitId;
}

async function moveOwnerIn(office: Office, deal: Deal, unitId: string, target: MoveInState): Promise<MoveInView> {
  const { name } = deal;
  const made = await office.make(name, assistant, OpenMoveIn, { unitId, occupantKind: 'OWNER' });
  return walk(made, stepsOf(office, deal).slice(0, moveInStates.indexOf(target)));
}

function stepsOf(office: Office, deal: Deal): readonly Step<MoveInView>[] {
  const { name, person } = deal;
  const { handedOverOn } = daysOf(deal, office.today);
  const movedOn = plusDays(handedOverOn, 8);
  const notice = { expectedMoveInOn: movedOn, focusServices: [{ department: 'CLEANING', item: '电梯厅与楼道保洁' }] };
  const services = { serviceBriefed: true, phone: 'NOT_WANTED', internet: 'REQUESTED', cableTv: 'DONE' };
  const contact = { emergencyContact: others[13]!.name, emergencyPhone: others[13]!.phone };
  const safety = { documentVersion: '2026版', signatory: 'OWNER', signedOn: handedOverOn };
  const sign = office.step(name, assistant, SignSafetyAgreement, safety);
  const register = office.step(name, assistant, RegisterMoveIn, { moveInDate: movedOn, residents: 3, ...contact });
  const update = office.step(name, 'file-clerk', UpdateCustomerFile);
  const archive = office.step(name, 'file-clerk', ArchiveMoveIn);
  return [
    [
      'OPENED',
      office.step(name, assistant, ConfirmIdentity, { identityKind: 'ID_CARD', identityNumber: person.idNumber }),
    ],
    ['IDENTITY_CONFIRMED', office.step(name, assistant, Congratulate, { needs: ['协助搬运钢琴', '安装晾衣架'] })],
    ['CONGRATULATED', office.step(name, assistant, IssueMoveInNotice, notice)],
    ['NOTIFIED', office.step(name, assistant, ArrangeServices, { ...services, parkingPass: 'ISSUED' })],
    ['SERVICES_ARRANGED', office.step(name, 'cashier', MarkBilling)],
    ['BILLING_MARKED', async (view: MoveInView) => register(await sign(view))],
    ['REGISTERED', async (view: MoveInView) => archive(await update(view))],
  ];
}

/** 租户入住, with all that must be there before his identity is confirmed. */
async function letToTenant(office: Office, { name }: Deal, unitId: string): Promise<void> {
  const day = office.today;
  const who = { occupantKind: 'TENANT', occupantName: tenant.name, phone: tenant.phone };
  const made = await office.make(name, assistant, OpenMoveIn, { unitId, ...who });
  const lease = { signedOn: day, leaseFrom: day, leaseUntil: plusMonths(day, 12) };
  const identity = { identityKind: 'ID_CARD', identityNumber: tenant.idNumber };
  await walk(made, [
    ['OPENED', office.step(name, assistant, RecordOwnerConfirmation, { confirmedOn: day, means: 'PHONE' })],
    ['OPENED', office.step(name, assistant, FileOwnerUndertaking, { signedOn: day })],
    ['OPENED', office.step(name, assistant, FileLeaseAgreement, lease)],
    ['OPENED', office.step(name, assistant, ConfirmIdentity, identity)],
  ]);
}

async function acknowledge(office: Office, { noticeId }: MoveInView): Promise<void> {
  const notice = await office.desk(assistant).ask(GetMoveInNotice, { noticeId: noticeId! });
  for (const department of notice.missing) {
    const done = { noticeId: notice.id, department, done: '已安排专人落实' };
    await office.make(`notice.${department}`, 'cs-supervisor', AcknowledgeMoveInNotice, done);
  }
}

/** The household that is settled: one of its needs is met, and it was visited again. */
async function lookAfter(office: Office, { name }: Deal, moveIn: MoveInView): Promise<void> {
  const { items } = await office.desk(assistant).ask(FindMoveInTasks, { projectId, moveInId: moveIn.id });
  const [task] = items;
  if (task) await walk(task, [['OPEN', office.step(name, assistant, CompleteMoveInTask, { result: '已协助搬运' })]]);
  if (moveIn.revisitedOn !== undefined) return;
  const visit = { revisitedOn: office.today, score: 5, evaluation: '管家服务周到,楼道整洁' };
  await office.desk('cs-supervisor').step(RecordRevisit, moveIn, visit);
}
