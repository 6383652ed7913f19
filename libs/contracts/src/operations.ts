import { Id, Instant, Int, OneOf, Text, Texts, Version, type MessageClass } from './fields.js';
import { departments, type Department } from './life.js';
import { PageQuery, pageOf, type CommandClass, type PageOf, type QueryClass } from './message.js';
import { Role } from './roles.js';

export const parkedStates = ['PARKED', 'RETRYING', 'SKIP_PROPOSED', 'SKIPPING', 'RESOLVED', 'SKIPPED'] as const;

/** An event that a service could not digest, or that waits behind such a one of the same aggregate. */
export class ParkedView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(parkedStates, { description: '状态' }) state!: string;
  /** The durable that brought it: `complaints--from--sales-office`. */
  @Text({ description: '接收方' }) consumer!: string;
  @Text({ description: '发送方' }) producer!: string;
  @Id() eventId!: string;
  @Text({ description: '事件' }) eventType!: string;
  @Text() aggregateType!: string;
  @Text() aggregateId!: string;
  /** Its place in the history of its aggregate. */
  @Int({ min: 1 }) sequence!: number;
  /** Why it stands here. */
  @Text({ max: 500, description: '原因' }) reason!: string;
  /** What the last failure said. */
  @Text({ optional: true, max: 500, description: '错误' }) error?: string;
  @Int({ description: '失败次数' }) attempts!: number;
  @Instant({ description: '停放时间' }) parkedAt!: string;
  @Text({ optional: true, max: 100, description: '提议跳过的人' }) proposedBy?: string;
  @Text({ optional: true, max: 500, description: '跳过的理由' }) skipReason?: string;
  @Instant({ optional: true, description: '了结时间' }) resolvedAt?: string;
  /** Who asked for the retry or confirmed the skip. */
  @Text({ optional: true, max: 100, description: '了结人' }) resolvedBy?: string;
  @Text({ optional: true, max: 500, description: '了结方式' }) resolution?: string;
  /** The event as JSON text, ids only; it stands in the single view, not in lists. */
  @Text({ optional: true, max: 262_144, description: '内容' }) payload?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

/** Parked events of one service, the newest first. */
export class ParkedQuestion extends PageQuery {
  @OneOf(parkedStates, { optional: true }) state?: string;
  @Text({ optional: true, description: '发送方' }) producer?: string;
  @Text({ optional: true }) aggregateId?: string;
}

/** One parked event. */
export class ParkedReading {
  @Id() parkedId!: string;
}

/** Run it and all that wait behind it again. */
export class ParkedRetry {
  @Id() parkedId!: string;
  @Version() version!: number;
}

/** Leave it out; the first person proposes, another one confirms with the same command. */
export class ParkedSkip {
  @Id() parkedId!: string;
  @Version() version!: number;
  @Text({ max: 240, description: '跳过的理由' }) reason!: string;
}

export interface OperationsContracts {
  readonly FindParked: QueryClass<ParkedQuestion, PageOf<ParkedView>>;
  readonly GetParked: QueryClass<ParkedReading, ParkedView>;
  readonly RetryParked: CommandClass<ParkedRetry, ParkedView>;
  readonly SkipParked: CommandClass<ParkedSkip, ParkedView>;
}

const known = new Map<string, OperationsContracts>();

/** What an operator asks of one service, the same set for every call: its parked events, to retry or to skip. */
export function operationsOf(service: string): OperationsContracts {
  const set = known.get(service) ?? contracts(service);
  known.set(service, set);
  return set;
}

function contracts(service: string): OperationsContracts {
  class FindParked extends ParkedQuestion {
    static readonly subject = `qry.${service}.parked.find` as const;
    static readonly http = `GET /operations/${service}/parked` as const;
    static readonly roles = [Role.OPERATOR];
    static readonly reply: MessageClass<PageOf<ParkedView>> = pageOf(ParkedView);
    static readonly summary = '停放的事件';
  }
  class GetParked extends ParkedReading {
    static readonly subject = `qry.${service}.parked.get` as const;
    static readonly http = `GET /operations/${service}/parked/:parkedId` as const;
    static readonly roles = [Role.OPERATOR];
    static readonly reply: MessageClass<ParkedView> = ParkedView;
    static readonly summary = '停放的事件:查看';
  }
  class RetryParked extends ParkedRetry {
    static readonly subject = `cmd.${service}.parked.retry` as const;
    static readonly http = `POST /operations/${service}/parked/:parkedId/retry` as const;
    static readonly roles = [Role.OPERATOR];
    static readonly reply: MessageClass<ParkedView> = ParkedView;
    static readonly summary = '停放的事件:重试';
  }
  class SkipParked extends ParkedSkip {
    static readonly subject = `cmd.${service}.parked.skip` as const;
    static readonly http = `POST /operations/${service}/parked/:parkedId/skip` as const;
    static readonly roles = [Role.OPERATOR];
    static readonly reply: MessageClass<ParkedView> = ParkedView;
    static readonly summary = '停放的事件:跳过(一人提议,另一人确认)';
  }
  const set = { FindParked, GetParked, RetryParked, SkipParked };
  // The API page tells the operations of the services apart by the names of their classes.
  for (const [name, contract] of Object.entries(set)) {
    Object.defineProperty(contract, 'name', { value: `${name}Of${pascal(service)}` });
  }
  return set;
}

const pascal = (kebab: string) => kebab.replace(/(^|-)(\w)/g, (_all, _dash, letter: string) => letter.toUpperCase());

/** FindParked, GetParked, RetryParked and SkipParked, one set per department. */
export const operationsContracts = Object.fromEntries(
  departments.map((department) => [department, operationsOf(department)]),
) as { readonly [S in Department]: OperationsContracts };
