import { Module } from '@nestjs/common';
import pg from 'pg';
import { expect, it } from '@jest/globals';
import { AuditKeys, Heads } from '@linli/bus';
import { AUDIT_KEYS, eventually, ServiceUnderTest } from '@linli/testing';
import { judged } from './verify-all.js';

@Module({})
class NothingToDo {}

it('audit:verify reads a department in one snapshot without changing it, and names the line that somebody has changed', async () => {
  const service = await ServiceUnderTest.start(NothingToDo, { name: 'archive', entities: [], migrations: [] });
  const url = service.service.orm.config.get('clientUrl')!;
  const verdict = async () => {
    const last = await new Heads(service.service.connection.nc).last('archive');
    return judged({ chain: 'archive', url, keys: AuditKeys.of(AUDIT_KEYS), heads: last ? [last] : [] });
  };
  await service.rows(
    `insert into read_log (at, actor_id, purpose, subject_type, subject_id, fields)
     select app_now(), 'clerk', 'look ' || n, 'party', 'p', '{phone}' from generate_series(1, 1500) n`,
  );
  await eventually(async () => (await verdict()).lines === 1_500, 'the lines were not sealed');
  expect(await verdict()).toMatchObject({ chain: 'archive', unsealed: 0, faults: [] });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("set session_replication_role = 'replica'");
  await client.query(`update read_log set actor_id = 'nobody' where purpose = 'look 1234'`);
  await client.end();
  const { faults } = await verdict();
  expect(faults).toEqual([expect.stringMatching(/^read_log 1234 was changed \(seal 2\)$/)]);
  await service.stop();
}, 60_000);
