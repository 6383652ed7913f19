import { Id, Instant, Int, OneOf, Text, Texts, Version } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { callDesk, callLeads, callReaders } from './phone-roles.js';

export const callScriptStates = ['DRAFT', 'RELEASED', 'RETIRED'] as const;

/** 电话内容草稿: what to say on a kind of call. */
export class CallScriptView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(callScriptStates) state!: string;
  @Text({ description: '标题' }) title!: string;
  @Text({ description: '场景' }) occasion!: string;
  @Text({ max: 4000, description: '内容' }) body!: string;
  /** Counts the texts; a released one that is revised is a draft again. */
  @Int({ min: 1 }) edition!: number;
  @Text({ description: '撰写人' }) writtenBy!: string;
  @Instant() writtenAt!: string;
  @Text({ optional: true, description: '发布人' }) releasedBy?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

export class DraftCallScript {
  static readonly subject = 'cmd.complaints.call-script.draft';
  static readonly http = 'POST /call-scripts';
  static readonly status = 201;
  static readonly roles = callDesk;
  static readonly reply = CallScriptView;
  static readonly summary = '电话内容草稿:起草';

  @Text({ max: 100 }) title!: string;
  @Text({ max: 100 }) occasion!: string;
  @Text({ max: 4000 }) body!: string;
}

export class ReviseCallScript {
  static readonly subject = 'cmd.complaints.call-script.revise';
  static readonly http = 'POST /call-scripts/:callScriptId/revise';
  static readonly roles = callDesk;
  static readonly reply = CallScriptView;
  static readonly summary = '电话内容草稿:修改';

  @Id() callScriptId!: string;
  @Version() version!: number;
  @Text({ max: 4000 }) body!: string;
}

/** Only a released script may be used in a call. */
export class ReleaseCallScript {
  static readonly subject = 'cmd.complaints.call-script.release';
  static readonly http = 'POST /call-scripts/:callScriptId/release';
  static readonly roles = callLeads;
  static readonly reply = CallScriptView;
  static readonly summary = '电话内容草稿:发布';

  @Id() callScriptId!: string;
  @Version() version!: number;
}

export class RetireCallScript {
  static readonly subject = 'cmd.complaints.call-script.retire';
  static readonly http = 'POST /call-scripts/:callScriptId/retire';
  static readonly roles = callLeads;
  static readonly reply = CallScriptView;
  static readonly summary = '电话内容草稿:停用';

  @Id() callScriptId!: string;
  @Version() version!: number;
}

export class GetCallScript {
  static readonly subject = 'qry.complaints.call-script.get';
  static readonly http = 'GET /call-scripts/:callScriptId';
  static readonly roles = callReaders;
  static readonly reply = CallScriptView;
  static readonly summary = '电话内容草稿:一份';

  @Id() callScriptId!: string;
}

export class FindCallScripts extends PageQuery {
  static readonly subject = 'qry.complaints.call-script.find';
  static readonly http = 'GET /call-scripts';
  static readonly roles = callReaders;
  static readonly reply = pageOf(CallScriptView);
  static readonly summary = '电话内容草稿:一览';

  @OneOf(callScriptStates, { optional: true }) state?: string;
}
