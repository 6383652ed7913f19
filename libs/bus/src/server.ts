import { Logger } from '@nestjs/common';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { RequestContext } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Msg, Subscription } from '@nats-io/transport-node';
import { isObservable, lastValueFrom } from 'rxjs';
import { fieldsOf, read, type CommandClass, type MessageClass, type QueryClass } from '@linli/contracts';
import { Refusal, newId } from '@linli/kernel';
import { Actor } from './actor.js';
import { runCommand } from './commands.js';
import type { BusConnection } from './connect.js';
import type { HandlerExtras } from './decorators.js';
import { encodeAnswer, encodeRefusal } from './envelope.js';
import { isInfrastructure } from './failures.js';
import { Gate } from './gate.js';
import { gates, metrics } from './metrics.js';
import { KnownProjects } from './projects/known-projects.js';
import { verifyServiceToken } from './service-tokens.js';
import { inSpan, traceIdOf } from './telemetry.js';
import type { Tokens } from './tokens.js';
import type { Surroundings } from './work.js';

export interface BusServerOptions {
  readonly service: string;
  readonly connection: BusConnection;
  readonly em: EntityManager;
  readonly tokens: Pick<Tokens, 'verify'>;
  readonly serviceSecret: string;
  readonly running?: number;
  readonly waiting?: number;
}

type Invoke = (data: unknown, context: unknown) => Promise<unknown>;

export interface Registered<K extends HandlerExtras['kind']> {
  readonly extras: Extract<HandlerExtras, { kind: K }>;
  readonly invoke: Invoke;
}

const LARGEST_REPLY = 1_000_000;
const KEY = /^[\x21-\x7e]{8,200}$/;
const personal = (message: MessageClass, seen = new Set<MessageClass>()): boolean => {
  if (seen.has(message)) return false;
  seen.add(message);
  return fieldsOf(message).some(
    (field) => field.personal !== undefined || (field.of !== undefined && personal(field.of(), seen)),
  );
};

/** Nest's transport over our own queue groups, deadlines, envelope, back-pressure and draining. */
export class BusServer extends Server implements CustomTransportStrategy {
  protected override readonly logger = new Logger('bus');
  private readonly gate: Gate;
  private subscriptions: Subscription[] = [];

  constructor(private readonly options: BusServerOptions) {
    super();
    this.gate = new Gate(options.running ?? 64, options.waiting ?? 128);
    gates.add(this.gate);
  }

  /** Two handlers for one message: the second would silently replace the first, so the service does not start. */
  override addHandler(
    pattern: unknown,
    callback: MessageHandler,
    isEventHandler = false,
    extras: Record<string, unknown> = {},
  ): void {
    if (this.messageHandlers.has(this.normalizePattern(pattern as string)))
      throw new Error(`Two handlers for ${String(pattern)}; only one may be.`);
    super.addHandler(pattern, callback, isEventHandler, extras);
  }

  /** Handlers of one kind, with their extras. */
  registered<K extends HandlerExtras['kind']>(kind: K): Registered<K>[] {
    return [...this.messageHandlers.values()]
      .filter((handler) => (handler.extras as HandlerExtras | undefined)?.kind === kind)
      .map((handler) => ({
        extras: handler.extras as Registered<K>['extras'],
        invoke: async (data, context) => settled(await (handler(data, context) as Promise<unknown>)),
      }));
  }

  listen(callback: () => void): void {
    callback();
  }

  /** Subscribes every command and query under the service's queue group. */
  open(): void {
    const queries = this.registered('query');
    for (const { extras, invoke } of queries)
      this.subscribe(extras.message, async (message, by) =>
        encodeAnswer(200, (await this.inContext(() => invoke(message, by))) as object),
      );
    const { service, em, connection } = this.options;
    const projects = new KnownProjects({ service, em, ask: connection.ask, reactions: this.registered('reaction') });
    for (const { extras, invoke } of this.registered('command')) {
      const { message: command } = extras;
      const storeReply = !personal(command.reply);
      const source = queries.find(
        (query) => query.extras.message.reply === command.reply && this.asksById(query.extras.message),
      );
      if (!storeReply && !source)
        throw new Error(`${command.name} answers personal data and no query by id rebuilds it for a repeated key.`);
      const unknownProject = projects.guard(command);
      this.subscribe(command, async (value, by, call) => {
        await unknownProject?.(value);
        return runCommand(
          em,
          {
            command,
            key: call.key(),
            request: call.bytes,
            surroundings: call.surroundings(by, command.subject),
            storeReply,
            rebuild: async (id) =>
              (await this.inContext(() => source!.invoke(this.byId(source!.extras.message, id), by))) as object,
          },
          async () => (await invoke(value, by)) as object,
        );
      });
    }
    this.logger.log(`${this.options.service} answers ${this.subscriptions.length} subjects`);
  }

  /** Stops taking requests and waits for those that run: none is lost. */
  async close(): Promise<void> {
    await Promise.all(this.subscriptions.splice(0).map((subscription) => subscription.drain().catch(() => undefined)));
    await this.gate.drained();
    gates.delete(this.gate);
    // The last answers leave at the end of the turn in which they were made.
    for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
  }

  on(): this {
    return this;
  }

  unwrap<T>(): T {
    return this.options.connection.nc as T;
  }

  private asksById(query: QueryClass): boolean {
    const needed = fieldsOf(query).filter((field) => !field.optional);
    return needed.length === 1 && needed[0]?.type === 'id';
  }

  private byId(query: QueryClass, id: string): object {
    const [field] = fieldsOf(query).filter((each) => !each.optional);
    return Object.assign(new query(), { [field!.name]: id });
  }

  private inContext<R>(work: () => Promise<R>): Promise<R> {
    return RequestContext.create(this.options.em, work);
  }

  private subscribe(
    message: CommandClass | QueryClass,
    work: (message: object, by: Actor, call: Call) => Promise<Uint8Array>,
  ): void {
    const { service, connection } = this.options;
    const timer = metrics.handlerSeconds.labels(message.subject);
    const subscription = connection.nc.subscribe(message.subject, {
      queue: service,
      callback: (error, msg) => {
        if (error || !msg.reply) return;
        // One message without sense must not end the process.
        void this.receive(message, msg, work, timer).catch((trouble: unknown) =>
          this.logger.error(`A message to ${message.subject} got no answer: ${(trouble as Error).message}`),
        );
      },
    });
    this.subscriptions.push(subscription);
  }

  private async receive(
    message: CommandClass | QueryClass,
    msg: Msg,
    work: (message: object, by: Actor, call: Call) => Promise<Uint8Array>,
    timer: { observe(seconds: number): void },
  ): Promise<void> {
    const call = new Call(msg);
    let reply: Uint8Array;
    try {
      reply = await this.traced(message.subject, call, async () => {
        if (call.expired()) {
          metrics.timeouts.inc();
          throw new Refusal('deadline', 'bus.deadline', '这次请求还没处理就已超时，请重新提交。');
        }
        const began = performance.now();
        const by = await this.whoAsks(call, message);
        const bytes = await work(this.understand(message, call), by, call);
        timer.observe((performance.now() - began) / 1000);
        return bytes;
      });
    } catch (error) {
      reply = encodeRefusal(this.explain(error, message.subject, call), call.traceId);
    }
    const answer =
      reply.length > LARGEST_REPLY
        ? encodeRefusal(new Refusal('too-large', 'bus.reply-too-large', '结果过多，一页放不下，请减少每页条数。'))
        : reply;
    await new Promise<void>((done) => {
      this.options.connection.together.add(() => {
        try {
          msg.respond(answer);
        } catch (error) {
          this.logger.error(`The answer to ${message.subject} could not be sent: ${(error as Error).message}`);
        }
        done();
      });
    });
  }

  /** Runs the work when there is room for it, as a span under the asker's. */
  private traced(subject: string, call: Call, work: () => Promise<Uint8Array>): Promise<Uint8Array> {
    return inSpan(subject, 'server', call.traceparent, undefined, (traceparent) => {
      call.traceparent = traceparent;
      return this.gate.pass(work);
    });
  }

  private async whoAsks(call: Call, message: CommandClass | QueryClass): Promise<Actor> {
    if (message.open) return Actor.visitor();
    const token = call.header('x-token');
    if (token) {
      if (call.isGivenTwice('x-token'))
        throw new Refusal('unauthenticated', 'token.ambiguous', '请求里有多个访问令牌，请只发送一个。');
      const person = await this.options.tokens.verify(token);
      if (!message.roles || !person.has(...message.roles)) throw forbidden();
      return person;
    }
    const service = call.header('x-service');
    if (!service)
      throw new Refusal('unauthenticated', 'token.missing', '请先登录：在 Authorization 头里发送访问令牌。');
    const asker = verifyServiceToken(service, this.options.serviceSecret);
    const services = (message as QueryClass).services ?? [];
    if (!services.includes('*') && !services.includes(asker.service ?? '')) throw forbidden();
    return asker;
  }

  private understand(message: CommandClass | QueryClass, call: Call): object {
    let plain: unknown;
    try {
      plain = JSON.parse(call.text());
    } catch {
      throw new Refusal('invalid', 'request.not-json', '提交的内容不是 JSON 对象，请改正后再提交。');
    }
    const result = read(message as MessageClass, plain);
    if ('value' in result) return result.value;
    throw new Refusal('invalid', 'request.invalid', '部分栏目填写有误，请按 flaws 逐项改正。', {
      details: { flaws: result.flaws },
    });
  }

  private explain(error: unknown, subject: string, call: Call): Refusal {
    if (error instanceof Refusal) {
      if (error.kind === 'overloaded') metrics.overloaded.inc();
      return error;
    }
    if (isInfrastructure(error)) {
      this.logger.warn({
        msg: `${subject} could not reach what it needs: ${(error as Error).message.split('\n')[0]}`,
        traceId: call.traceId,
      });
      return new Refusal('unavailable', 'service.unavailable', '该部门的数据暂时无法读取，请一分钟后再试。');
    }
    this.logger.error({ msg: `${subject} failed`, err: error, traceId: call.traceId });
    return new Refusal('internal', 'service.failed', '系统出错，已按 traceId 记录，请稍后再试。');
  }
}

const settled = (result: unknown): unknown =>
  isObservable(result) ? lastValueFrom(result, { defaultValue: undefined }) : result;

const forbidden = () => new Refusal('forbidden', 'request.forbidden', '您的岗位无权办理，请有权限的同事办理。');

/** One request as it came over the wire. */
class Call {
  private readonly arrived = performance.now();
  readonly correlationId: string;
  /** The asker's span at first, then our own. */
  traceparent?: string;

  constructor(private readonly msg: Msg) {
    this.traceparent = this.header('traceparent');
    this.correlationId = this.header('x-correlation-id') ?? newId();
  }

  get bytes(): Uint8Array {
    return this.msg.data;
  }

  get traceId(): string {
    return this.traceparent ? traceIdOf(this.traceparent) : this.correlationId;
  }

  header(name: string): string | undefined {
    return this.msg.headers?.get(name) || undefined;
  }

  isGivenTwice(name: string): boolean {
    return (this.msg.headers?.values(name).length ?? 0) > 1;
  }

  text(): string {
    return this.msg.string();
  }

  expired(): boolean {
    const left = Number(this.header('x-timeout-ms') ?? 5_000);
    return performance.now() - this.arrived >= left;
  }

  key(): string {
    const key = this.header('x-key');
    if (!key || !KEY.test(key))
      throw new Refusal(
        'invalid',
        'request.key-missing',
        '请在 Idempotency-Key 头里发送 8 至 200 个可打印字符，每次新的提交用一个新的。',
      );
    return key;
  }

  surroundings(actor: Actor, action: string): Surroundings {
    const { traceparent } = this;
    return { actor, action, correlationId: this.correlationId, ...(traceparent ? { traceparent } : {}) };
  }
}
