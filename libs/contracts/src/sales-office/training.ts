import { Day, Id, Int, OneOf, Parts, Text, Texts } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';

export const trainingKinds = ['CARE_CONCEPT', 'CARE_DUTIES', 'DAILY', 'OTHER'] as const;

/** 参加培训的人员. */
export class Trainee {
  @Text({ max: 100, description: 'account' }) id!: string;
  @Text({ max: 60, description: '姓名' }) name!: string;
  @Int({ max: 100, optional: true, description: '考核成绩' }) score?: number;
}

/** 销售人员培训记录: concept and duties of customer care first, daily training later. */
export class TrainingView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text({ description: '编号' }) formNo!: string;
  @Text() projectId!: string;
  @OneOf(trainingKinds, { description: '类别' }) kind!: string;
  @Text({ max: 200, description: '主题' }) topic!: string;
  @Text({ max: 2000, description: '内容' }) content!: string;
  @Day({ description: '日期' }) heldOn!: string;
  @Text({ max: 60, description: '讲师' }) trainer!: string;
  @Parts(() => Trainee, { max: 100, description: '参加人员' }) trainees!: Trainee[];
  @Text({ description: '登记人' }) enteredBy!: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

const readers = [
  Role.SALES_CONSULTANT,
  Role.DUTY_STAFF,
  Role.SALES_SUPERVISOR,
  Role.SALES_MANAGER,
  Role.COMPANY_SALES_DEPT,
  Role.CUSTOMER_SERVICE_DEPT,
] as const;

export class RecordTraining {
  static readonly subject = 'cmd.sales-office.training.record';
  static readonly http = 'POST /trainings';
  static readonly status = 201;
  static readonly roles = [Role.SALES_SUPERVISOR, Role.SALES_MANAGER, Role.CUSTOMER_SERVICE_DEPT] as const;
  static readonly reply = TrainingView;
  static readonly summary = '销售人员培训:登记';

  @Text({ max: 64 }) projectId!: string;
  @OneOf(trainingKinds) kind!: string;
  @Text({ max: 200 }) topic!: string;
  @Text({ max: 2000 }) content!: string;
  /** Today unless told; not in the future. */
  @Day({ optional: true }) heldOn?: string;
  @Text({ max: 60 }) trainer!: string;
  /** At least one, each once. */
  @Parts(() => Trainee, { max: 100 }) trainees!: Trainee[];
}

export class GetTraining {
  static readonly subject = 'qry.sales-office.training.get';
  static readonly http = 'GET /trainings/:trainingId';
  static readonly roles = readers;
  static readonly reply = TrainingView;
  static readonly summary = '销售人员培训:一次';

  @Id() trainingId!: string;
}

export class FindTrainings extends PageQuery {
  static readonly subject = 'qry.sales-office.training.find';
  static readonly http = 'GET /trainings';
  static readonly roles = readers;
  static readonly reply = pageOf(TrainingView);
  static readonly summary = '销售人员培训:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(trainingKinds, { optional: true }) kind?: string;
  @Text({ max: 100, optional: true, description: 'trainings of this colleague' }) traineeId?: string;
}
