import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Made once per data folder: without them sealed personal data cannot be read again. */
export interface Secrets {
  partyKeys: string;
  partyIndexKey: string;
  auditKeys: string;
  serviceSecret: string;
  /** Password of each service's database role, by service. */
  databasePasswords: Record<string, string>;
}

/** Reads `.data/secrets.json` (mode 0600) and adds what is missing, such as the password of a new service. */
export async function secretsFor(services: readonly string[], dataFolder: string): Promise<Secrets> {
  const file = join(dataFolder, 'secrets.json');
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const kept = JSON.parse(text) as Partial<Secrets>;
  const passwords = kept.databasePasswords ?? {};
  const secrets: Secrets = {
    partyKeys: kept.partyKeys ?? `k1:${randomBytes(32).toString('base64')}`,
    partyIndexKey: kept.partyIndexKey ?? randomBytes(32).toString('base64'),
    auditKeys: kept.auditKeys ?? `k1:${randomBytes(32).toString('base64')}`,
    serviceSecret: kept.serviceSecret ?? randomBytes(32).toString('hex'),
    databasePasswords: Object.fromEntries(
      services.map((service) => [service, passwords[service] ?? randomBytes(18).toString('base64url')]),
    ),
  };
  const written = `${JSON.stringify(secrets, null, 2)}\n`;
  if (written !== text) {
    await writeFile(`${file}.new`, written, { mode: 0o600 });
    await rename(`${file}.new`, file);
  }
  return secrets;
}
