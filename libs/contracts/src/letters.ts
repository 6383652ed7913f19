import { Bool, Day, Id, Instant, Int, OneOf, Part, Parts, Text, Texts, Version, type MessageClass } from './fields.js';
import { PageQuery, pageOf, type CommandClass, type EventClass, type PageOf, type QueryClass } from './message.js';
import { Role } from './roles.js';

/** Services that receive 工作联系函. */
export const letterServices = [
  'sales-office',
  'property-move-in',
  'mortgage-collection',
  'client-club',
  'info-sharing',
] as const;
export type LetterService = (typeof letterServices)[number];

interface ConcernedDepartment {
  readonly name: string;
  readonly service: LetterService;
  readonly roles: readonly Role[];
}

/** 相关部门: whom the cause of a complaint can be passed on to, the service where its letters arrive, and who answers them there (001 §4.4.8). */
export const concernedDepartments = {
  SALES_OFFICE: {
    name: '售楼部',
    service: 'sales-office',
    roles: [Role.SALES_MANAGER, Role.SALES_SUPERVISOR],
  },
  PROJECT_DEPT: { name: '项目部', service: 'property-move-in', roles: [Role.PROJECT_DEPT] },
  PROPERTY_COMPANY: { name: '物业公司', service: 'property-move-in', roles: [Role.PROPERTY_COMPANY] },
  FINANCE_DEPT: { name: '财务部', service: 'mortgage-collection', roles: [Role.FINANCE_DEPT] },
  MORTGAGE_COLLECTION: { name: '按揭催缴', service: 'mortgage-collection', roles: [Role.COLLECTION_OFFICER] },
  CLIENT_CLUB: { name: '客户会', service: 'client-club', roles: [Role.CUSTOMER_SERVICE_DEPT, Role.BRAND_MANAGER] },
  INFO_SHARING: { name: '销售管理部', service: 'info-sharing', roles: [Role.SALES_ADMIN_DEPT] },
} as const satisfies Readonly<Record<string, ConcernedDepartment>>;
export type DepartmentCode = keyof typeof concernedDepartments;
export const departmentCodes = Object.keys(concernedDepartments) as readonly DepartmentCode[];

/** 纠正措施 removes a cause that has shown itself, 预防措施 one that could. */
export const correctiveKinds = ['CORRECTIVE', 'PREVENTIVE'] as const;
export const letterStates = ['RECEIVED', 'ACKNOWLEDGED', 'CARRIED_OUT', 'SETTLED', 'WITHDRAWN'] as const;

/** 工作联系函 in words, as complaints keeps it. */
export class LetterWordsView {
  @Id() id!: string;
  @Text({ description: '编号' }) letterNo!: string;
  @OneOf(departmentCodes, { description: '收函部门' }) department!: string;
  @OneOf(correctiveKinds, { description: '纠正 / 预防' }) kind!: string;
  @Text({ description: '投诉编号' }) complaintNo!: string;
  @Text({ max: 2000, description: '问题原因' }) cause!: string;
  @Text({ max: 2000, description: '要求采取的措施' }) demand!: string;
  @Instant({ optional: true, description: '会议时间' }) metAt?: string;
  @Text({ max: 500, optional: true, description: '参会人' }) attendees?: string;
  @Text({ description: '发函人' }) requestedBy!: string;
  @Instant({ description: '发函时间' }) requestedAt!: string;
  @Day({ description: '要求完成日期' }) dueOn!: string;
  @Instant({ optional: true, description: '撤回时间' }) withdrawnAt?: string;
  @Text({ optional: true, description: '撤回人' }) withdrawnBy?: string;
  @Text({ max: 1000, optional: true, description: '撤回原因' }) withdrawalReason?: string;
}

/** 落实情况: what the department did, once for each time it was asked. */
export class LetterAnswerView {
  @Int({ min: 1, description: '第几次' }) round!: number;
  @Text({ max: 2000, description: '落实情况' }) done!: string;
  @Text({ description: '落实人' }) by!: string;
  @Instant() at!: string;
  @Text({ max: 200, optional: true, description: '证明材料' }) fileName?: string;
}

/** 工作联系函 as the department keeps it that received it. */
export class WorkContactLetterView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(letterStates) state!: string;
  @OneOf(departmentCodes, { description: '收函部门' }) department!: string;
  @Text({ max: 64 }) projectId!: string;
  @OneOf(correctiveKinds, { description: '纠正 / 预防' }) kind!: string;
  @Day({ description: '要求完成日期' }) dueOn!: string;
  @Int({ min: 1, description: '第几次' }) round!: number;
  @Instant({ description: '收函时间' }) receivedAt!: string;
  @Text({ optional: true, description: '签收人' }) acknowledgedBy?: string;
  @Instant({ optional: true, description: '签收时间' }) acknowledgedAt?: string;
  @Parts(() => LetterAnswerView, { description: '落实情况' }) answers!: LetterAnswerView[];
  /** Only of a single letter, and only while complaints, which keeps the words, can be reached. */
  @Part(() => LetterWordsView, { optional: true }) words?: LetterWordsView;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

/** What a department wrote about a letter, for complaints. */
export class LetterAnswersView {
  @Parts(() => LetterAnswerView) answers!: LetterAnswerView[];
}

/** A kept file, laid ready for its reader under `/files/:fileId` for a day. */
export class LetterProofView {
  @Id() fileId!: string;
  @Text({ max: 200 }) name!: string;
}

export class LettersQuestion extends PageQuery {
  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(letterStates, { optional: true }) state?: string;
  @Bool({ optional: true, description: 'only what is still to be acknowledged or carried out' }) open?: boolean;
}

export class LetterQuestion {
  @Id() letterId!: string;
}

export class LetterProofQuestion extends LetterQuestion {
  @Int({ min: 1, description: '第几次' }) round!: number;
}

export class LetterProofForReader extends LetterProofQuestion {
  @Text({ max: 100, description: 'account of the colleague who will fetch it' }) readerId!: string;
}

export class LetterAcknowledgement {
  @Id() letterId!: string;
  @Version() version!: number;
}

export class LetterCarrying {
  @Id() letterId!: string;
  @Version() version!: number;
  @Text({ max: 2000, description: '落实情况' }) done!: string;
  @Id({ optional: true, description: 'the uploaded file that proves it' }) fileId?: string;
}

/** What every event of a letter says. The letter has the id of the corrective action. */
class LetterNews {
  @Id() letterId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Int({ min: 1 }) round!: number;
  @Text({ max: 100 }) staffId!: string;
}

export interface LetterContracts {
  readonly FindWorkContactLetters: QueryClass<LettersQuestion, PageOf<WorkContactLetterView>>;
  readonly GetWorkContactLetter: QueryClass<LetterQuestion, WorkContactLetterView>;
  readonly GetLetterProof: QueryClass<LetterProofQuestion, LetterProofView>;
  readonly AcknowledgeWorkContactLetter: CommandClass<LetterAcknowledgement, WorkContactLetterView>;
  readonly CarryOutWorkContactLetter: CommandClass<LetterCarrying, WorkContactLetterView>;
  readonly GetLetterAnswers: QueryClass<LetterQuestion, LetterAnswersView>;
  readonly GetLetterProofForReader: QueryClass<LetterProofForReader, LetterProofView>;
  readonly LetterAcknowledged: EventClass<LetterNews>;
  readonly LetterCarriedOut: EventClass<LetterNews>;
}

const pascal = (kebab: string) => kebab.replace(/(^|-)(\w)/g, (_all, _dash, letter: string) => letter.toUpperCase());

/** The roles that answer letters in this service. */
export const letterRolesIn = (service: LetterService): readonly Role[] => [
  ...new Set(
    Object.values<ConcernedDepartment>(concernedDepartments)
      .filter((department) => department.service === service)
      .flatMap(({ roles }) => roles),
  ),
];

function lettersIn(service: LetterService): LetterContracts {
  const roles = letterRolesIn(service);
  class FindWorkContactLetters extends LettersQuestion {
    static readonly subject = `qry.${service}.work-contact-letter.find` as const;
    static readonly http = `GET /work-contact-letters/${service}` as const;
    static readonly roles = roles;
    static readonly reply: MessageClass<PageOf<WorkContactLetterView>> = pageOf(WorkContactLetterView);
    static readonly summary = '工作联系函:本部门收到的';
  }
  class GetWorkContactLetter extends LetterQuestion {
    static readonly subject = `qry.${service}.work-contact-letter.get` as const;
    static readonly http = `GET /work-contact-letters/${service}/:letterId` as const;
    static readonly roles = roles;
    static readonly reply: MessageClass<WorkContactLetterView> = WorkContactLetterView;
    static readonly summary = '工作联系函:一份';
  }
  class GetLetterProof extends LetterProofQuestion {
    static readonly subject = `qry.${service}.work-contact-letter.proof` as const;
    static readonly http = `GET /work-contact-letters/${service}/:letterId/proofs/:round` as const;
    static readonly roles = roles;
    static readonly reply: MessageClass<LetterProofView> = LetterProofView;
    static readonly summary = '工作联系函:取证明材料';
  }
  class AcknowledgeWorkContactLetter extends LetterAcknowledgement {
    static readonly subject = `cmd.${service}.work-contact-letter.acknowledge` as const;
    static readonly http = `POST /work-contact-letters/${service}/:letterId/acknowledge` as const;
    static readonly roles = roles;
    static readonly reply: MessageClass<WorkContactLetterView> = WorkContactLetterView;
    static readonly summary = '工作联系函:签收';
  }
  class CarryOutWorkContactLetter extends LetterCarrying {
    static readonly subject = `cmd.${service}.work-contact-letter.carry-out` as const;
    static readonly http = `POST /work-contact-letters/${service}/:letterId/carry-out` as const;
    static readonly roles = roles;
    static readonly reply: MessageClass<WorkContactLetterView> = WorkContactLetterView;
    static readonly summary = '工作联系函:落实并附证明';
  }
  class GetLetterAnswers extends LetterQuestion {
    static readonly subject = `qry.${service}.work-contact-letter.answers` as const;
    static readonly services = ['complaints'];
    static readonly reply: MessageClass<LetterAnswersView> = LetterAnswersView;
  }
  class GetLetterProofForReader extends LetterProofForReader {
    static readonly subject = `qry.${service}.work-contact-letter.proof-for-reader` as const;
    static readonly services = ['complaints'];
    static readonly reply: MessageClass<LetterProofView> = LetterProofView;
  }
  class LetterAcknowledged extends LetterNews {
    static readonly subject = `evt.${service}.work-contact-letter.acknowledged` as const;
  }
  class LetterCarriedOut extends LetterNews {
    static readonly subject = `evt.${service}.work-contact-letter.carried-out` as const;
  }
  const asked = {
    ...{ FindWorkContactLetters, GetWorkContactLetter, GetLetterProof, AcknowledgeWorkContactLetter },
    ...{ CarryOutWorkContactLetter, GetLetterAnswers, GetLetterProofForReader },
  };
  // The API page tells the letters of the services apart by the names of their classes.
  for (const [name, contract] of Object.entries(asked)) {
    Object.defineProperty(contract, 'name', { value: `${name}Of${pascal(service)}` });
  }
  return { ...asked, LetterAcknowledged, LetterCarriedOut };
}

/** What is asked and told about 工作联系函, one set for each service that receives them. */
export const letterContracts = Object.fromEntries(
  letterServices.map((service) => [service, lettersIn(service)]),
) as unknown as { readonly [S in LetterService]: LetterContracts };
