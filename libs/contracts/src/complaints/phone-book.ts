import { Id, Int, OneOf, Personal, ProjectCode, Sought, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { callDesk, callReaders } from './phone-roles.js';

export const phoneBookKinds = [
  'CUSTOMER',
  'COLLEAGUE',
  'CONTRACTOR',
  'SUPPLIER',
  'AUTHORITY',
  'EMERGENCY',
  'OTHER',
] as const;
export const phoneBookStates = ['LISTED', 'REMOVED'] as const;

/** 电话本: somebody the department calls. Name and number are sealed; he is called by a click. */
export class PhoneBookEntryView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(phoneBookStates) state!: string;
  /** Missing where the entry serves every project. */
  @Text({ optional: true }) projectId?: string;
  @OneOf(phoneBookKinds, { description: '类别' }) kind!: string;
  @Text({ description: '姓名' }) @Personal('name') name!: string;
  @Text({ description: '电话' }) @Personal('phone') phone!: string;
  @Text({ optional: true, description: '单位' }) organisation?: string;
  @Text({ optional: true, description: '职务' }) post?: string;
  @Id({ optional: true }) partyId?: string;
  @Text({ optional: true, max: 500, description: '备注' }) remark?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

class PhoneBookCard {
  @OneOf(phoneBookKinds) kind!: string;
  @Text({ max: 60 }) @Personal('name') name!: string;
  @Text({ max: 40 }) @Personal('phone') phone!: string;
  @Text({ max: 100, optional: true }) organisation?: string;
  @Text({ max: 60, optional: true }) post?: string;
  /** The customer whose number it is. */
  @Id({ optional: true }) partyId?: string;
  @Text({ max: 500, optional: true }) remark?: string;
}

export class EnterInPhoneBook extends PhoneBookCard {
  static readonly subject = 'cmd.complaints.phone-book-entry.enter';
  static readonly http = 'POST /phone-book';
  static readonly status = 201;
  static readonly roles = callDesk;
  static readonly reply = PhoneBookEntryView;
  static readonly summary = '电话本:登记';

  /** Left out for an entry that serves every project. */
  @ProjectCode({ optional: true }) projectId?: string;
}

/** The whole card anew: what is left out is empty afterwards. */
export class CorrectPhoneBookEntry extends PhoneBookCard {
  static readonly subject = 'cmd.complaints.phone-book-entry.correct';
  static readonly http = 'POST /phone-book/:phoneBookEntryId/correct';
  static readonly roles = callDesk;
  static readonly reply = PhoneBookEntryView;
  static readonly summary = '电话本:更正';

  @Id() phoneBookEntryId!: string;
  @Version() version!: number;
}

export class RemovePhoneBookEntry {
  static readonly subject = 'cmd.complaints.phone-book-entry.remove';
  static readonly http = 'POST /phone-book/:phoneBookEntryId/remove';
  static readonly roles = callDesk;
  static readonly reply = PhoneBookEntryView;
  static readonly summary = '电话本:删除';

  @Id() phoneBookEntryId!: string;
  @Version() version!: number;
}

export class GetPhoneBookEntry {
  static readonly subject = 'qry.complaints.phone-book-entry.get';
  static readonly http = 'GET /phone-book/:phoneBookEntryId';
  static readonly roles = callReaders;
  static readonly reply = PhoneBookEntryView;
  static readonly summary = '电话本:一条';

  @Id() phoneBookEntryId!: string;
}

export class FindPhoneBookEntries extends PageQuery {
  static readonly subject = 'qry.complaints.phone-book-entry.find';
  static readonly http = 'GET /phone-book';
  static readonly roles = callReaders;
  static readonly reply = pageOf(PhoneBookEntryView);
  static readonly summary = '电话本:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
  @OneOf(phoneBookKinds, { optional: true }) kind?: string;
  @Sought('persons') person?: string;
}
