import pg from 'pg';
import { databaseUrl } from '@linli/testing/servers';

export const databaseName = (service: string): string => service.replaceAll('-', '_');

/** The address under which a service reaches its own database, as its own role. */
export function serviceDatabaseUrl(serverUrl: string, service: string, password: string): string {
  const url = new URL(databaseUrl(serverUrl, databaseName(service)));
  url.username = databaseName(service);
  url.password = password;
  return url.toString();
}

/**
 * Makes one role and one database per service where they are missing. The role owns its database and may not even
 * connect to the others. Returns the names that were new.
 */
export async function ensureDatabases(serverUrl: string, passwords: Record<string, string>): Promise<string[]> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const roles = await namesOf(client, 'SELECT rolname AS name FROM pg_roles');
    const databases = await namesOf(client, 'SELECT datname AS name FROM pg_database');
    const made: string[] = [];
    for (const [service, password] of Object.entries(passwords)) {
      const name = databaseName(service);
      const id = pg.escapeIdentifier(name);
      const verb = roles.has(name) ? 'ALTER' : 'CREATE';
      await client.query(`${verb} ROLE ${id} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
      if (databases.has(name)) continue;
      await client.query(`CREATE DATABASE ${id} OWNER ${id}`);
      await client.query(`REVOKE CONNECT, TEMPORARY ON DATABASE ${id} FROM PUBLIC`);
      made.push(name);
    }
    return made;
  } finally {
    await client.end();
  }
}

async function namesOf(client: pg.Client, sql: string): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>(sql);
  return new Set(rows.map(({ name }) => name));
}
