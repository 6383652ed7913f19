import { databaseUrl } from '@linli/testing/servers';
import pg from 'pg';
import { databaseName } from '../runner/databases.js';

/** Asks a department's database as its server's owner, past its service. */
export async function rowsOf<R extends object>(
  server: string,
  service: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<R[]> {
  const client = new pg.Client({ connectionString: databaseUrl(server, databaseName(service)) });
  await client.connect();
  try {
    return (await client.query<R>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}
