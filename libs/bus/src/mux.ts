import { createInbox, type Msg, type MsgHdrs, type NatsConnection } from '@nats-io/transport-node';
import { Refusal } from '@linli/kernel';
import type { Together } from './together.js';

interface Waiting {
  readonly until: number;
  readonly resolve: (msg: Msg) => void;
  readonly reject: (refusal: Refusal) => void;
}

const SWEEP_MS = 20;
const NO_RESPONDERS = 503;

/** Requests whose answers come back on one wildcard inbox. The client's own way costs twice as much: it makes an error per request. */
export class Mux {
  private readonly waiting = new Map<string, Waiting>();
  private readonly inbox: string;
  private last = 0;
  private sweeper?: NodeJS.Timeout;
  private listening = false;

  constructor(
    private readonly nc: NatsConnection,
    prefix: string,
    private readonly together: Together,
  ) {
    this.inbox = createInbox(prefix);
  }

  /** Sends and waits; Refusals `bus.no-responders` (nobody got it) and `bus.deadline`. */
  request(subject: string, data: string, headers: MsgHdrs, timeoutMs: number): Promise<Msg> {
    this.listen();
    const id = (++this.last).toString(36);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { until: performance.now() + timeoutMs, resolve, reject });
      this.together.add(() => {
        try {
          this.nc.publish(subject, data, { headers, reply: `${this.inbox}.${id}` });
        } catch {
          this.waiting.delete(id);
          reject(
            new Refusal('unavailable', 'bus.not-connected', '系统内部通讯中断，请一分钟后再试。', {
              details: { sent: false },
            }),
          );
        }
      });
    });
  }

  private listen(): void {
    if (this.listening) return;
    this.listening = true;
    this.nc.subscribe(`${this.inbox}.*`, { callback: (error, msg) => void (error ?? this.take(msg)) });
    this.sweeper = setInterval(() => this.sweep(), SWEEP_MS).unref();
    void this.nc.closed().then(() => {
      clearInterval(this.sweeper);
      this.sweep(Infinity);
    });
  }

  private take(msg: Msg): void {
    const id = msg.subject.slice(this.inbox.length + 1);
    const waiting = this.waiting.get(id);
    if (!waiting) return;
    this.waiting.delete(id);
    if (msg.data.length === 0 && msg.headers?.code === NO_RESPONDERS) {
      waiting.reject(
        new Refusal('unavailable', 'bus.no-responders', '该部门的系统暂未运行，请一分钟后再试。', {
          details: { sent: false },
        }),
      );
    } else {
      waiting.resolve(msg);
    }
  }

  private sweep(now = performance.now()): void {
    for (const [id, { until, reject }] of this.waiting) {
      if (until > now) continue;
      this.waiting.delete(id);
      reject(new Refusal('deadline', 'bus.deadline', '没有及时收到答复，请用同一个 Idempotency-Key 重新提交。'));
    }
  }
}
