import type { BusConnection } from '@linli/bus';

const PATIENCE_MS = 1_000;

/** Whether the gateway can do its work: it is not stopping, and the bus answers. */
export class Readiness {
  live = true;
  private reason?: string;

  constructor(private readonly connection: BusConnection) {
    void connection.closed.then(() => (this.live = false));
  }

  /** From now on nothing new shall be sent here. */
  notReady(reason: string): void {
    this.reason = reason;
  }

  /** What is missing, undefined when nothing is. */
  async missing(): Promise<string | undefined> {
    if (this.reason) return this.reason;
    if (this.connection.nc.isClosed()) return 'bus';
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'bus'>((done) => {
      timer = setTimeout(() => done('bus'), PATIENCE_MS);
    });
    try {
      return await Promise.race([this.connection.nc.rtt().then(() => undefined), late]);
    } catch {
      return 'bus';
    } finally {
      clearTimeout(timer);
    }
  }
}
