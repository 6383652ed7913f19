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

/** What has the complaints department know the projects $1. */
export const KNOWS = `insert into known_project (project_id, owner_department)
  select code, 'PROJECT_DEPT' from unnest($1::text[]) code on conflict do nothing`;

/** Has the complaints department know these projects, where there is no sales office that could open them. */
export async function knowsProjects(server: string, ...codes: readonly string[]): Promise<void> {
  await rowsOf(server, 'complaints', KNOWS, [codes]);
}
