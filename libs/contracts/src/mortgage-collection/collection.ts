import { Day, Id, OneOf, Text, Texts, Version } from '../fields.js';
import { Role } from '../roles.js';
import { contactKinds, OverdueLoanView } from './overdue-loan.js';

/** A step of the case; the last word of its path is how `allowed` names it. */
class Step {
  @Id() overdueLoanId!: string;
  @Version() version!: number;
}

export class RemindDebtor extends Step {
  static readonly subject = 'cmd.mortgage-collection.overdue-loan.remind';
  static readonly http = 'POST /overdue-loans/:overdueLoanId/remind';
  static readonly roles = [Role.COLLECTION_OFFICER] as const;
  static readonly reply = OverdueLoanView;
  static readonly summary = '逾期催缴:电话、电子邮件或律师函';

  @OneOf(contactKinds) kind!: string;
  @Text({ max: 2000 }) content!: string;
  @Text({ max: 2000, min: 1, optional: true }) answer?: string;
  @Day({ optional: true }) promisedOn?: string;
}

export class CureOverdueLoan extends Step {
  static readonly subject = 'cmd.mortgage-collection.overdue-loan.cure';
  static readonly http = 'POST /overdue-loans/:overdueLoanId/cure';
  static readonly roles = [Role.FINANCE_DEPT] as const;
  static readonly reply = OverdueLoanView;
  static readonly summary = '逾期已还清';

  @Day() curedOn!: string;
}

export class SendDossier extends Step {
  static readonly subject = 'cmd.mortgage-collection.overdue-loan.send-dossier';
  static readonly http = 'POST /overdue-loans/:overdueLoanId/send-dossier';
  static readonly roles = [Role.COLLECTION_OFFICER] as const;
  static readonly reply = OverdueLoanView;
  static readonly summary = '诉讼资料移交综合管理部';

  @Text({ max: 4000 }) summary!: string;
  @Texts({ maxItems: 50 }) papers!: string[];
}

export class StartLitigation extends Step {
  static readonly subject = 'cmd.mortgage-collection.overdue-loan.start-litigation';
  static readonly http = 'POST /overdue-loans/:overdueLoanId/start-litigation';
  static readonly roles = [Role.GENERAL_ADMIN_DEPT] as const;
  static readonly reply = OverdueLoanView;
  static readonly summary = '综合管理部:提起诉讼';

  @Text({ max: 2000 }) decision!: string;
}

export class DeclineLitigation extends Step {
  static readonly subject = 'cmd.mortgage-collection.overdue-loan.decline-litigation';
  static readonly http = 'POST /overdue-loans/:overdueLoanId/decline-litigation';
  static readonly roles = [Role.GENERAL_ADMIN_DEPT] as const;
  static readonly reply = OverdueLoanView;
  static readonly summary = '综合管理部:暂不起诉,退回催缴';

  @Text({ max: 2000 }) decision!: string;
}

export class CloseLitigation extends Step {
  static readonly subject = 'cmd.mortgage-collection.overdue-loan.close';
  static readonly http = 'POST /overdue-loans/:overdueLoanId/close';
  static readonly roles = [Role.GENERAL_ADMIN_DEPT] as const;
  static readonly reply = OverdueLoanView;
  static readonly summary = '综合管理部:诉讼结案';

  @Text({ max: 2000 }) reason!: string;
}
