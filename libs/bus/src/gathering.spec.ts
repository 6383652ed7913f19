import { describe, expect, test } from '@jest/globals';
import { Gathering } from './gathering.js';
import { together } from './group-commit.js';

describe('What is gathered', () => {
  test('in one turn, or while a lot is being done, is one lot; none is larger than allowed; each gets its own result', async () => {
    const lots: number[][] = [];
    const doubled = new Gathering<number, number>(async (items) => {
      lots.push([...items]);
      await new Promise((resolve) => setImmediate(resolve));
      return items.map((item) => item * 2);
    }, 3);
    const first = [doubled.add(1), doubled.add(2)];
    await new Promise((resolve) => setImmediate(resolve));
    const late = [3, 4, 5, 6].map((item) => doubled.add(item));
    expect(await Promise.all([...first, ...late])).toEqual([2, 4, 6, 8, 10, 12]);
    expect(lots).toEqual([[1, 2], [3, 4, 5], [6]]);
    expect(await doubled.add(7)).toBe(14);
  });

  test('fails together, and the next lot is done all the same', async () => {
    let bad = true;
    const work = new Gathering<number, number>((items) =>
      bad ? Promise.reject(new Error('away')) : Promise.resolve(items),
    );
    const results = await Promise.allSettled([work.add(1), work.add(2)]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    bad = false;
    expect(await work.add(3)).toBe(3);
  });
});

describe('The inserts of commands that are committed together', () => {
  const into = (table: string, ...values: string[]) =>
    `insert into "${table}" ("id", "name") values ${values.join(', ')}`;

  test('into the same tables in the same order are one statement for each table', () => {
    expect(
      together([
        [into('a', "(1, 'x) values (')"), into('b', '(1)')],
        [into('a', '(2)', '(3)'), into('b', '(2)')],
      ]),
    ).toEqual([into('a', "(1, 'x) values (')", '(2)', '(3)'), into('b', '(1)', '(2)')]);
  });

  test('keep their order where it differs, and what is no plain insert of rows stays as it is', () => {
    const special = 'insert into "a" ("id") values (1) on conflict do nothing';
    const selected = 'insert into "a" ("id") select 1';
    expect(together([[into('b', '(1)'), into('a', '(1)')], [into('a', '(2)')], [selected], [selected], []])).toEqual([
      into('b', '(1)'),
      into('a', '(1)'),
      into('a', '(2)'),
      selected,
      selected,
    ]);
    expect(together([[special], [into('a', '(3)')]])).toEqual([special, into('a', '(3)')]);
  });
});
