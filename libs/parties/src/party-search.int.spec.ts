import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { Reader } from '@linli/bus';
import { newId } from '@linli/kernel';
import { eventually, ServiceUnderTest } from '@linli/testing';
import { Party, PartySearch, Sealer, wordsOfPerson } from './index.js';
import { normalisePhone } from './phone.js';

@Module({})
class Nothing {}

const book = {
  name: 'complaints',
  entities: [Party],
  migrations: [{ name: 'Book001', sql: 'create table visit (id uuid primary key, party_id uuid not null)' }],
};

describe('persons', () => {
  let dept: ServiceUnderTest;
  let search: PartySearch;
  let sealer: Sealer;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(Nothing, book);
    search = dept.service.app.get(PartySearch);
    sealer = dept.service.app.get(Sealer);
  });
  afterAll(() => dept.stop());

  const keep = async (name: string, phone: string, tokens: boolean) => {
    const id = newId();
    const known = normalisePhone(phone)!;
    await dept.rows(
      `insert into party (id, name_sealed, name_masked, name_index, phone_sealed, registered_at, tokens) values (?, ?, '*', 'i', ?, now(), ?::bigint[])`,
      [
        id,
        sealer.seal(name, `party|name|${id}`),
        sealer.seal(known.e164, `party|phone|${id}`),
        tokens ? `{${sealer.tokens(wordsOfPerson(name, known)).join(',')}}` : null,
      ],
    );
    await dept.rows('insert into visit values (?, ?)', [newId(), id]);
    return id;
  };
  const found = async (typed: string, table = 'v'): Promise<string[]> => {
    const [entry] = Object.entries(await search.among(`${table}.party_id`, typed));
    const [condition, value] = entry!;
    const rows = await new Reader(dept.service.orm.em).all<{ party: string }>(
      `select ${table}.party_id as party from visit ${table} where ${condition.replace('?', '$1')}`,
      [value],
    );
    return rows.map(({ party }) => party);
  };

  it('are found through whatever table names them, and nobody else', async () => {
    const wang = await keep('王小明', '13900001234', true);
    const li = await keep('李晓明', '13900005678', true);
    expect(await found('小明')).toEqual([wang]);
    expect(await found('xiaoming')).toEqual(expect.arrayContaining([wang, li]));
    expect(await found('5678')).toEqual([li]);
    expect(await found('赵六')).toEqual([]);
    expect(await search.among('v.party_id', undefined)).toEqual({});
  });

  it('that are many are walked, not counted', async () => {
    const tokens = sealer.tokens(wordsOfPerson('欧阳春', undefined));
    await dept.rows(
      `with p as (insert into party (id, name_sealed, name_masked, name_index, registered_at, tokens)
         select gen_random_uuid(), 's', '*', 'i', now(), ?::bigint[] from generate_series(1, 4001) returning id)
       insert into visit select gen_random_uuid(), id from p`,
      [`{${tokens.join(',')}}`],
    );
    const [condition] = Object.keys(await search.among('v.party_id', '欧阳'));
    expect(condition).toContain('exists');
    expect(await found('欧阳')).toHaveLength(4001);
  });

  it('that are many are found whatever the list calls its table', async () => {
    for (const table of ['s', 'p', 'party_of']) expect(await found('欧阳', table)).toHaveLength(4001);
  });

  it('from before the search are filled in when the service starts; one that does not open does not hold up the others', async () => {
    await dept.rows(
      `insert into party (id, name_sealed, name_masked, name_index, registered_at) values ('00000000-0000-7000-8000-000000000001', 'k9.x', '*', 'i', now())`,
    );
    const late = await keep('诸葛亮', '13900009999', false);
    expect(await found('诸葛')).toEqual([]);
    const again = await ServiceUnderTest.start(Nothing, book, { replicaOf: dept });
    await eventually(async () => (await found('诸葛')).length > 0, 'the person from before is not found');
    expect(await found('zhugeliang')).toEqual([late]);
    await again.stop();
  });
});
