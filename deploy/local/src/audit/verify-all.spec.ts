import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { headsIn, settingsOf } from './verify-all.js';

describe('audit:verify', () => {
  let data: string;
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'linli-audit-'));
  });
  afterAll(() => rm(data, { recursive: true }));

  it('is told where the chains are, or says what is missing', async () => {
    const databases = 'complaints=postgres://r:p@db:5432/complaints, sales-office=postgres://r:p@db:5432/sales_office';
    const told = await settingsOf({ AUDIT_DATABASES: databases, AUDIT_KEYS: 'k1:x', NATS_URL: 'nats://n:4222' }, data);
    expect(told.databases.map(([chain]) => chain)).toEqual(['complaints', 'sales-office']);
    expect(told).toMatchObject({ keys: 'k1:x', natsUrl: 'nats://n:4222' });
    await expect(settingsOf({ AUDIT_DATABASES: databases }, data)).rejects.toThrow('AUDIT_KEYS is missing');
    await expect(settingsOf({ AUDIT_DATABASES: 'complaints', AUDIT_KEYS: 'k1:x' }, data)).rejects.toThrow('must be');
    await expect(settingsOf({}, data)).rejects.toThrow('npm start first');
  });

  it('finds the system of the checkout by itself', async () => {
    const where = { postgres: 'postgres://postgres@127.0.0.1:5499/postgres', nats: 'nats://127.0.0.1:4299' };
    await writeFile(join(data, 'where.json'), JSON.stringify(where));
    const secrets = { auditKeys: 'k1:y', databasePasswords: { complaints: 'secret' } };
    await writeFile(join(data, 'secrets.json'), JSON.stringify(secrets));
    expect(await settingsOf({}, data)).toEqual({
      databases: [['complaints', 'postgres://complaints:secret@127.0.0.1:5499/complaints']],
      keys: 'k1:y',
      natsUrl: where.nats,
    });
  });

  it('reads heads from the logs of the services and passes over the rest', () => {
    const head = { chain: 'complaints', seq: 7, signature: 'abc' };
    const line = JSON.stringify({ level: 'info', msg: 'audit head', head: JSON.stringify(head) });
    expect(headsIn(['{"msg":"ready"}', line, JSON.stringify(head), '{"signature" broken', ''].join('\n'))).toEqual([
      head,
      head,
    ]);
  });
});
