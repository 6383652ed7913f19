import { Logger } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { Subscription } from '@nats-io/transport-node';
import { Heads } from './audit/heads.js';
import type { AuditKeys } from './audit/keys.js';
import { AuditSealer } from './audit/sealer.js';
import { ClockWorker } from './clocks/worker.js';
import { lotsOfProcess } from './company.js';
import type { BusConnection } from './connect.js';
import { Consumer } from './consumer.js';
import { Housekeeping } from './housekeeping.js';
import { Memory } from './memory.js';
import { Parking } from './parking.js';
import { Press } from './press.js';
import { reactionsByProducer, type Reactions } from './reactions.js';
import { Reconciliation } from './reconciliation.js';
import { Relay } from './relay.js';
import { Republish } from './republish.js';
import type { BusServer } from './server.js';
import { durableOf, ensureStream, type StreamSettings } from './streams.js';
import { Turns } from './turns.js';
import { Wakeup } from './wakeup.js';
import { wakeAfterCommit } from './wakers.js';

export interface BusOptions {
  readonly service: string;
  readonly connection: BusConnection;
  readonly em: EntityManager;
  readonly databaseUrl: string;
  readonly server: BusServer;
  readonly stream?: StreamSettings;
  /** What the chain over the logs is signed with. */
  readonly auditKeys: AuditKeys;
  /** All waits of consumers are divided by this: 1 in production, more in tests. */
  readonly haste?: number;
}

/** The moving parts of a service's bus: answers, relay, consumers and clocks, started and stopped in the right order. */
export class Bus {
  private readonly logger = new Logger('bus');
  private relay?: Relay;
  private clocks?: ClockWorker;
  private housekeeping?: Housekeeping;
  private auditSealer?: AuditSealer;
  private reconciliation?: Reconciliation;
  private wakeup?: Wakeup;
  private consumers: Consumer[] = [];
  private parking?: Parking;
  private republish?: Subscription;

  constructor(private readonly options: BusOptions) {}

  async start(): Promise<void> {
    const { service, connection, em, databaseUrl, server, haste } = this.options;
    const settings = this.options.stream ?? { replicas: 1, maxBytes: 256 * 1024 * 1024 };
    const { nc } = connection;
    const pool = await em.getConnection().getNativeClient();
    const jsm = await jetstreamManager(nc, { checkAPI: false });
    const js = jetstream(nc);
    await ensureStream(jsm, service, settings);
    await new Memory(service, pool, jsm).refresh();
    server.open();
    const suspects = new Turns();
    const lots = lotsOfProcess();
    const byConsumer = new Map<string, Reactions>();
    const byProducer = reactionsByProducer(server.registered('reaction'));
    const hurry = haste ? { haste } : {};
    const { ask } = connection;
    for (const [producer, reactions] of byProducer) {
      const consumer = new Consumer({
        service,
        producer,
        em,
        nc,
        js,
        jsm,
        ask,
        settings,
        reactions,
        suspects,
        lots,
        ...hurry,
      });
      consumer.start();
      this.consumers.push(consumer);
      byConsumer.set(durableOf(service, producer), reactions);
    }
    const parking = new Parking({ service, em, reactions: byConsumer, suspects });
    this.parking = parking;
    parking.start();
    const relay = new Relay({ service, pool, press: new Press(service, connection), jsm, settings });
    this.relay = relay;
    relay.start();
    this.housekeeping = new Housekeeping(pool);
    this.housekeeping.start();
    this.auditSealer = new AuditSealer({ service, pool, keys: this.options.auditKeys, heads: new Heads(nc, settings) });
    this.auditSealer.start();
    this.reconciliation = new Reconciliation({ service, em, nc, jsm, ask, reactions: byProducer, ...hurry });
    this.reconciliation.start();
    this.clocks = new ClockWorker(em, service, server.registered('clock'));
    this.clocks.start();
    wakeAfterCommit(em, {
      relay: (events) => (events.length > 0 ? relay.committed(events) : relay.nudge()),
      clocks: () => this.clocks?.nudge(),
    });
    this.wakeup = new Wakeup(databaseUrl, { clock: () => this.clocks?.nudge(), parked: () => parking.nudge() });
    await this.wakeup.start();
    const republish = new Republish(pool, relay);
    this.republish = nc.subscribe(`bus.${service}.republish`, {
      queue: service,
      callback: (error, msg) => {
        if (!error) void republish.receive(msg);
      },
    });
    void this.watch();
  }

  /** What is not ready yet, by name. */
  notReady(): string[] {
    return this.consumers.filter((consumer) => !consumer.ready).map(() => 'consumers');
  }

  /** Compares the outbox with the stream now, as after a reconnect. */
  async auditBroker(): Promise<void> {
    await this.relay?.audit();
  }

  /** Compares what the producers have published with what has arrived, unless that is done for tonight; what was lost, by producer. */
  async reconcile(): Promise<Record<string, number>> {
    return (await this.reconciliation?.run()) ?? {};
  }

  async stop(): Promise<void> {
    await this.options.server.close();
    this.republish?.unsubscribe();
    await Promise.all(this.consumers.map((consumer) => consumer.stop()));
    await this.parking?.stop();
    this.housekeeping?.stop();
    this.reconciliation?.stop();
    await this.clocks?.stop();
    await this.relay?.stop();
    await this.wakeup?.stop();
    await this.auditSealer?.stop();
    await this.options.connection.drain().catch(() => undefined);
  }

  private async watch(): Promise<void> {
    for await (const status of this.options.connection.nc.status()) {
      if (status.type === 'reconnect') {
        this.logger.warn('The bus is back');
        this.relay?.reconnected();
      } else if (status.type === 'disconnect') {
        this.logger.warn('The bus is away; requests are refused and events wait in the outbox');
      }
    }
  }
}
