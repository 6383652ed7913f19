import pg from 'pg';

/** The same server and login, another database. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${encodeURIComponent(name)}`;
  return url.toString();
}

/** Makes a database, as a copy of `template` where given (about 70 ms; nobody may be connected to it). Gives its URL. */
export async function createDatabase(serverUrl: string, name: string, template?: string): Promise<string> {
  const copy = template === undefined ? '' : ` TEMPLATE ${pg.escapeIdentifier(template)}`;
  await asAdministrator(serverUrl, `CREATE DATABASE ${pg.escapeIdentifier(name)}${copy}`);
  return databaseUrl(serverUrl, name);
}

/** Drops the database with whoever is still connected to it. Silent when there is none of this name. */
export async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  await asAdministrator(serverUrl, `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
}

async function asAdministrator(serverUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
