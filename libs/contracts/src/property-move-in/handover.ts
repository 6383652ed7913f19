import { Day, Id, Instant, Int, OneOf, Text, Texts } from '../fields.js';
import { Role } from '../roles.js';
import { moveInReaders } from './household.js';

export const handoverStates = ['HANDED_OVER'] as const;

export class HandoverView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text({ description: '编号' }) formNo!: string;
  @OneOf(handoverStates) state!: string;
  @Id() unitId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Text({ max: 40, description: '房号' }) room!: string;
  @Id({ description: '业主' }) partyId!: string;
  @Day({ description: '交付日期' }) handoverDate!: string;
  @Text({ description: '经办人' }) handedOverBy!: string;
  @Instant({ description: '经办时间' }) recordedAt!: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

export class HandOverUnit {
  static readonly subject = 'cmd.property-move-in.handover.hand-over';
  static readonly http = 'POST /handovers';
  static readonly status = 201;
  static readonly roles = [Role.CUSTOMER_ASSISTANT, Role.CS_OFFICER] as const;
  static readonly reply = HandoverView;
  static readonly summary = '房屋交付:把钥匙交给签约业主';

  @Id() unitId!: string;
  @Day({ description: '交付日期' }) handoverDate!: string;
}

export class GetHandover {
  static readonly subject = 'qry.property-move-in.handover.get';
  static readonly http = 'GET /handovers/:handoverId';
  static readonly roles = moveInReaders;
  static readonly reply = HandoverView;
  static readonly summary = '房屋交付:一份';

  @Id() handoverId!: string;
}
