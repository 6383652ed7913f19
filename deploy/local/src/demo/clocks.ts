import pg from 'pg';
import { databaseUrl } from '@linli/testing/servers';

/**
 * 业务时钟 of all departments, which run with the time of their databases. Development only: what takes days to come about has to begin
 * before the demo is loaded. No row but the one of the clock is written past the gateway.
 */
export class Clocks {
  constructor(private readonly server: string) {}

  /** All departments live so many days ago from now on; 0 puts them right. */
  async putBack(days: number): Promise<void> {
    const { rows } = await this.on(this.server, `select datname as name from pg_database where not datistemplate`);
    for (const { name } of rows as { name: string }[]) {
      const database = databaseUrl(this.server, name);
      const [clock] = (await this.on(database, `select to_regclass('app_clock') as clock`)).rows as {
        clock: unknown;
      }[];
      if (clock?.clock) await this.on(database, `update app_clock set ahead = make_interval(days => -${days})`);
    }
  }

  /** Does the work so many days ago. However it ends, the clocks are right afterwards, also when the program is asked to stop. */
  async ago<R>(days: number, work: () => Promise<R>): Promise<R> {
    const stop = () => void this.putBack(0).finally(() => process.exit(143));
    process.once('SIGTERM', stop);
    try {
      await this.putBack(days);
      return await work();
    } finally {
      await this.putBack(0);
      process.off('SIGTERM', stop);
    }
  }

  private async on(url: string, sql: string): Promise<pg.QueryResult> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return await client.query(sql);
    } finally {
      await client.end();
    }
  }
}
