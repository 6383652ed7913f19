import type { moveInPaperKinds, occupantKinds, utilityStates } from '@linli/contracts';
import { workflow, type ActionOf, type StateOf } from '@linli/kernel';

/** 客户入住 in its order, no step skipped; papers are filed on the way, each before the step that needs it [REQ-001]. */
export const moveInWorkflow = workflow({
  name: 'move-in',
  initial: 'OPENED',
  transitions: {
    OPENED: {
      recordOwnerConfirmation: 'OPENED',
      fileOwnerUndertaking: 'OPENED',
      fileLeaseAgreement: 'OPENED',
      fileTenantInformation: 'OPENED',
      fileHouseholderProof: 'OPENED',
      signSafetyAgreement: 'OPENED',
      confirmIdentity: 'IDENTITY_CONFIRMED',
    },
    IDENTITY_CONFIRMED: {
      fileTenantInformation: 'IDENTITY_CONFIRMED',
      fileHouseholderProof: 'IDENTITY_CONFIRMED',
      signSafetyAgreement: 'IDENTITY_CONFIRMED',
      congratulate: 'CONGRATULATED',
    },
    CONGRATULATED: {
      fileTenantInformation: 'CONGRATULATED',
      fileHouseholderProof: 'CONGRATULATED',
      signSafetyAgreement: 'CONGRATULATED',
      issueNotice: 'NOTIFIED',
    },
    NOTIFIED: {
      fileTenantInformation: 'NOTIFIED',
      fileHouseholderProof: 'NOTIFIED',
      signSafetyAgreement: 'NOTIFIED',
      arrangeServices: 'SERVICES_ARRANGED',
    },
    SERVICES_ARRANGED: {
      fileTenantInformation: 'SERVICES_ARRANGED',
      fileHouseholderProof: 'SERVICES_ARRANGED',
      signSafetyAgreement: 'SERVICES_ARRANGED',
      followUtility: 'SERVICES_ARRANGED',
      markBilling: 'BILLING_MARKED',
    },
    BILLING_MARKED: {
      fileTenantInformation: 'BILLING_MARKED',
      fileHouseholderProof: 'BILLING_MARKED',
      signSafetyAgreement: 'BILLING_MARKED',
      followUtility: 'BILLING_MARKED',
      register: 'REGISTERED',
    },
    REGISTERED: {
      followUtility: 'REGISTERED',
      recordRevisit: 'REGISTERED',
      updateFile: 'REGISTERED',
      archive: 'ARCHIVED',
    },
    ARCHIVED: { followUtility: 'ARCHIVED', recordRevisit: 'ARCHIVED' },
  },
});

export type MoveInState = StateOf<typeof moveInWorkflow>;
export type MoveInAction = ActionOf<typeof moveInWorkflow>;
export type OccupantKind = (typeof occupantKinds)[number];
export type PaperKind = (typeof moveInPaperKinds)[number];
export type UtilityState = (typeof utilityStates)[number];

/** 业主核实, 业主承诺书, 房屋租赁协议, 租户信息表, 户主身份证明 or 安全责任制书: that it is there, since when, and its file. */
export interface Paper {
  readonly kind: PaperKind;
  readonly signedOn: string;
  readonly note?: string;
  readonly fileId?: string;
  readonly by: string;
  readonly at: string;
}

export interface Utilities {
  readonly phone: UtilityState;
  readonly internet: UtilityState;
  readonly cableTv: UtilityState;
}

export interface Step {
  readonly step: string;
  readonly byId: string;
  readonly by: string;
  readonly at: string;
}

/** What the rules look at: of the aggregate, or of a row read for a view. */
export interface CaseFacts {
  readonly state: MoveInState;
  readonly occupantKind: OccupantKind;
  readonly papers: readonly Paper[];
  readonly utilities: Utilities | null | undefined;
  readonly fileNo: string | null | undefined;
  readonly revisitedOn: string | null | undefined;
}

const neededOf: Readonly<Record<OccupantKind, Readonly<Record<'confirmIdentity' | 'register', readonly PaperKind[]>>>> =
  {
    OWNER: { confirmIdentity: [], register: ['SAFETY_AGREEMENT'] },
    TENANT: {
      confirmIdentity: ['OWNER_CONFIRMATION', 'OWNER_UNDERTAKING', 'LEASE_AGREEMENT'],
      register: ['SAFETY_AGREEMENT', 'TENANT_INFORMATION', 'HOUSEHOLDER_PROOF'],
    },
  };

const ofTenants: readonly MoveInAction[] = [
  'recordOwnerConfirmation',
  'fileOwnerUndertaking',
  'fileLeaseAgreement',
  'fileTenantInformation',
  'fileHouseholderProof',
];

/** What a clerk calls each paper. */
export const paperNames: Readonly<Record<PaperKind, string>> = {
  OWNER_CONFIRMATION: '业主核实',
  OWNER_UNDERTAKING: '业主承诺书',
  LEASE_AGREEMENT: '房屋租赁协议复印件',
  TENANT_INFORMATION: '租户信息表',
  HOUSEHOLDER_PROOF: '户主有关身份证明',
  SAFETY_AGREEMENT: '安全责任制书',
};

/** The papers that must be there before this step [REQ-004, 005, 006, 017, 018, 019]. */
export function missingBefore(
  action: 'confirmIdentity' | 'register',
  { occupantKind, papers }: CaseFacts,
): PaperKind[] {
  return neededOf[occupantKind][action].filter((needed) => !papers.some(({ kind }) => kind === needed));
}

/** The steps that would not be refused now. */
export function allowedSteps(facts: CaseFacts): MoveInAction[] {
  return moveInWorkflow.allowed(facts.state).filter((action) => {
    if (action === 'confirmIdentity' || action === 'register') return missingBefore(action, facts).length === 0;
    if (action === 'archive') return Boolean(facts.fileNo);
    if (action === 'recordRevisit') return !facts.revisitedOn;
    if (action === 'followUtility') return Object.values(facts.utilities ?? {}).includes('REQUESTED');
    return facts.occupantKind === 'TENANT' || !ofTenants.includes(action);
  });
}
