import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';

/** The streams of the brokers, which can be made full. */
export class Streams {
  private readonly full = new Map<string, number>();

  constructor(private readonly natsUrl: () => string) {}

  /** From now on the stream of the service takes nothing more. */
  async fill(service: string): Promise<void> {
    await this.with(async (manager) => {
      const name = `EVT_${service.toUpperCase().replaceAll('-', '_')}`;
      const { config, state } = await manager.streams.info(name);
      if (!this.full.has(name)) this.full.set(name, config.max_bytes);
      await manager.streams.update(name, { max_bytes: Math.max(1, state.bytes) });
    });
  }

  async empty(): Promise<void> {
    for (const [name, maxBytes] of this.full) {
      await this.with(async (manager) => {
        await manager.streams.update(name, { max_bytes: maxBytes }).catch((error: unknown) => {
          // A broker that was wiped meanwhile has made it anew.
          if (!/not found/.test(String(error))) throw error;
        });
      });
      this.full.delete(name);
    }
  }

  private async with<R>(use: (manager: JetStreamManager) => Promise<R>): Promise<R> {
    const connection = await connect({ servers: this.natsUrl().split(','), timeout: 2_000, maxReconnectAttempts: 3 });
    try {
      return await use(await jetstreamManager(connection));
    } finally {
      await connection.close();
    }
  }
}
