import { Logger } from '@nestjs/common';
import pg from 'pg';

/** Listens for PostgreSQL notifications on a connection of its own. They only cut the delay: everybody polls as well. */
export class Wakeup {
  private readonly logger = new Logger('wakeup');
  private client?: pg.Client;
  private stopped = false;

  constructor(
    private readonly connectionString: string,
    private readonly channels: Readonly<Record<string, () => void>>,
  ) {}

  async start(): Promise<void> {
    if (this.stopped) return;
    const client = new pg.Client({
      connectionString: this.connectionString,
      application_name: 'wakeup',
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      connectionTimeoutMillis: 5_000,
    });
    this.client = client;
    client.on('notification', (message) => this.channels[message.channel]?.());
    client.on('error', (error) => {
      this.logger.warn(`The listening connection was lost: ${error.message}`);
      void this.again(client);
    });
    client.on('end', () => void this.again(client));
    try {
      await client.connect();
      for (const channel of Object.keys(this.channels)) await client.query(`listen ${channel}`);
      for (const wake of Object.values(this.channels)) wake();
    } catch (error) {
      this.logger.warn(`Cannot listen yet: ${(error as Error).message}`);
      void this.again(client);
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    // A server that cannot be heard does not say goodbye.
    const patience = new Promise((resolve) => setTimeout(resolve, 1_000).unref());
    await Promise.race([this.client?.end().catch(() => undefined), patience]);
  }

  private async again(lost: pg.Client): Promise<void> {
    if (this.stopped || this.client !== lost) return;
    this.client = undefined;
    lost.removeAllListeners();
    lost.on('error', () => undefined);
    void lost.end().catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 500).unref());
    await this.start();
  }
}
