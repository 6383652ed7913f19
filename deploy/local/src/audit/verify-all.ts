import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { verifyAudit, type AuditKeys, type SignedHead, type Verdict } from '@linli/bus';
import { serviceDatabaseUrl } from '../runner/databases.js';
import type { Secrets } from '../runner/secrets.js';

export interface AuditSettings {
  readonly databases: readonly (readonly [chain: string, url: string])[];
  readonly keys: string;
  readonly natsUrl?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the chains are: as the environment says, else as the system of this data folder has it. Throws a sentence when neither does. */
export async function settingsOf(environment: Environment, dataFolder: string): Promise<AuditSettings> {
  const { AUDIT_DATABASES: databases, AUDIT_KEYS: keys, NATS_URL: natsUrl } = environment;
  if (databases) {
    if (!keys) throw new Error('AUDIT_KEYS is missing: the keys that the services sign with');
    const pairs = databases.split(',').map((pair): [string, string] => {
      const [, chain, url] = /^\s*([a-z-]+)=(postgres(?:ql)?:\/\/\S+)\s*$/.exec(pair) ?? [];
      if (!chain || !url)
        throw new Error('AUDIT_DATABASES must be <department>=postgres://…, several separated by commas');
      return [chain, url];
    });
    return { databases: pairs, keys, ...(natsUrl ? { natsUrl } : {}) };
  }
  const file = join(dataFolder, 'where.json');
  if (!existsSync(file))
    throw new Error('The system does not run here: npm start first, or set AUDIT_DATABASES and AUDIT_KEYS');
  const where = JSON.parse(await readFile(file, 'utf8')) as { postgres: string; nats: string };
  const secrets = JSON.parse(await readFile(join(dataFolder, 'secrets.json'), 'utf8')) as Secrets;
  const services = Object.entries(secrets.databasePasswords);
  return {
    databases: services.map(([service, password]) => [service, serviceDatabaseUrl(where.postgres, service, password)]),
    keys: secrets.auditKeys,
    natsUrl: where.nats,
  };
}

/** The heads in a file of lines: heads as they are, or lines of a service's log in which they stand. Other lines are passed over. */
export function headsIn(text: string): SignedHead[] {
  return text.split('\n').flatMap((line) => {
    if (!line.includes('"signature')) return [];
    try {
      const read = JSON.parse(line) as { readonly head?: string } & SignedHead;
      return [typeof read.head === 'string' ? (JSON.parse(read.head) as SignedHead) : read];
    } catch {
      return [];
    }
  });
}

/** One department's chain, read in one snapshot. */
export async function judged(options: {
  readonly chain: string;
  readonly url: string;
  readonly keys: AuditKeys;
  readonly heads: readonly SignedHead[];
}): Promise<Verdict> {
  const client = new pg.Client({ connectionString: options.url, options: '-c statement_timeout=0' });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    return await verifyAudit(client, options);
  } finally {
    await client.end();
  }
}
