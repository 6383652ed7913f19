import {
  ArchiveMoveIn,
  ArrangeServices,
  ConfirmIdentity,
  Congratulate,
  ContractSigned,
  FileHouseholderProof,
  FileLeaseAgreement,
  FileOwnerUndertaking,
  FileTenantInformation,
  GetHousehold,
  HandOverUnit,
  IssueMoveInNotice,
  MarkBilling,
  OpenMoveIn,
  RecordOwnerConfirmation,
  RegisterMoveIn,
  SignSafetyAgreement,
  UpdateCustomerFile,
  type CommandClass,
  type MoveInView,
} from '@linli/contracts';
import { colleague, eventually, type Person, type ServiceUnderTest } from '@linli/testing';
import { contract } from './contract.js';

export const assistant = colleague('CUSTOMER_ASSISTANT');
export const cashier = colleague('CASHIER');
export const clerk = colleague('FILE_CLERK');
export const supervisor = colleague('CS_SUPERVISOR');
export const officer = colleague('CS_OFFICER');

/** Tells of a contract and waits until the household is known. */
export async function signed(dept: ServiceUnderTest, changes: Partial<ContractSigned> = {}): Promise<ContractSigned> {
  const fact = contract(changes);
  await dept.tell(ContractSigned, fact, { aggregateId: fact.contractId, sequence: 1 });
  await eventually(
    () => dept.ask(officer, GetHousehold, { unitId: fact.unitId }),
    'the signed contract did not become a household',
  );
  return fact;
}

/** A unit whose keys were handed over. */
export async function handedOver(
  dept: ServiceUnderTest,
  handoverDate = '2025-12-20',
  changes: Partial<ContractSigned> = {},
): Promise<ContractSigned> {
  const fact = await signed(dept, changes);
  await dept.ask(officer, HandOverUnit, { unitId: fact.unitId, handoverDate });
  return fact;
}

export interface StepOf {
  readonly command: CommandClass;
  readonly by: Person;
  readonly fields: object;
}

const step = (command: CommandClass, by: Person, fields: object = {}): StepOf => ({ command, by, fields });

export const tenantPapers: readonly StepOf[] = [
  step(RecordOwnerConfirmation, assistant, { confirmedOn: '2026-01-05', means: 'PHONE' }),
  step(FileOwnerUndertaking, assistant, { signedOn: '2026-01-05' }),
  step(FileLeaseAgreement, assistant, { signedOn: '2026-01-05', leaseFrom: '2026-01-10', leaseUntil: '2027-01-09' }),
];

export const registrationPapers: readonly StepOf[] = [
  step(SignSafetyAgreement, assistant, { documentVersion: '2026-A', signatory: 'OWNER', signedOn: '2026-01-30' }),
  step(FileTenantInformation, assistant, { filledInOn: '2026-01-30' }),
  step(FileHouseholderProof, assistant, { proof: 'PURCHASE_CONTRACT', providedOn: '2026-01-30' }),
];

/** The seven steps of an owner, in order; 安全责任制书 and the file among them. */
export const steps = {
  confirmIdentity: step(ConfirmIdentity, assistant, { identityKind: 'ID_CARD', identityNumber: '110101199003071233' }),
  congratulate: step(Congratulate, assistant, { needs: ['安装晾衣架', '推荐家政'] }),
  issueNotice: step(IssueMoveInNotice, assistant, {
    expectedMoveInOn: '2026-01-31',
    focusServices: [{ department: 'CLEANING', item: '楼层环境' }],
  }),
  arrangeServices: step(ArrangeServices, assistant, {
    serviceBriefed: true,
    phone: 'NOT_WANTED',
    internet: 'REQUESTED',
    cableTv: 'DONE',
    parkingPass: 'ISSUED',
    parkingPassNo: 'P-18',
  }),
  markBilling: step(MarkBilling, cashier),
  signSafetyAgreement: registrationPapers[0]!,
  register: step(RegisterMoveIn, assistant, {
    moveInDate: '2026-01-31',
    residents: 3,
    emergencyContact: '李雷',
    emergencyPhone: '13911112222',
  }),
  updateFile: step(UpdateCustomerFile, clerk, { remark: '资料齐全' }),
  archive: step(ArchiveMoveIn, clerk),
};

export async function take(
  dept: ServiceUnderTest,
  moveIn: MoveInView,
  { command, by, fields }: StepOf,
): Promise<MoveInView> {
  const answer = await dept.send(by, command, { ...fields, moveInId: moveIn.id, version: moveIn.version });
  return JSON.parse(Buffer.from(answer.body).toString()) as MoveInView;
}

/** A case of the owner, led through its steps until this one is done. */
export async function ownerAt(
  dept: ServiceUnderTest,
  last: keyof typeof steps | 'open',
  handoverDate?: string,
): Promise<MoveInView> {
  const { unitId } = await handedOver(dept, handoverDate);
  let moveIn = await dept.ask(assistant, OpenMoveIn, { unitId, occupantKind: 'OWNER' });
  if (last === 'open') return moveIn;
  for (const [name, each] of Object.entries(steps)) {
    moveIn = await take(dept, moveIn, each);
    if (name === last) break;
  }
  return moveIn;
}
