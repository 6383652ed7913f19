import { describe, expect, it } from '@jest/globals';
import { prepared } from './prepared.js';

describe('A statement of a transaction', () => {
  it('is prepared under one name, whatever its values', () => {
    const [one, other] = ['a', 'b'].map((value) => prepared('select id from party where name = $1', [value]));
    expect(one!.name).toMatch(/^[\w-]{27}$/);
    expect(other).toMatchObject({ name: one!.name, values: ['b'] });
    expect(prepared('select id from party where phone = $1', ['a']).name).not.toBe(one!.name);
  });

  it.each([
    'select * from party where id = $1',
    'select p.*, 1 from party p where id = $1',
    'delete from party where id = $1 returning *',
  ])('that gives all columns is not prepared, a migration would change them: %s', (text) => {
    expect(prepared(text, ['1']).name).toBeUndefined();
    expect(prepared(text, ['1']).name).toBeUndefined();
  });

  it('that counts is prepared', () => {
    expect(prepared('select count(*) from party where id = $1', ['1']).name).toBeDefined();
  });

  it('is prepared no more when there are 500 others, and still answered', () => {
    for (let n = 0; n < 500; n++) prepared(`select ${n} where 1 = $1`, [1]);
    expect(prepared('select 501 where 1 = $1', [1])).toEqual({ text: 'select 501 where 1 = $1', values: [1] });
  });
});
