import { afterEach, describe, expect, test } from '@jest/globals';
import { migratedOrm, schemaDrift } from '@linli/testing';
import { definitions } from './house.js';

// The bus parks events by a function of its own.
const filledBySql = ['dead_letter.headers'];

describe('The entities of a service and its migrated database', () => {
  let open: Awaited<ReturnType<typeof migratedOrm>> | undefined;
  afterEach(async () => {
    await open?.close();
    open = undefined;
  });

  test.each(definitions.map((definition) => [definition.name, definition] as const))(
    'agree in %s: no migration was forgotten',
    async (_name, definition) => {
      open = await migratedOrm(definition);
      expect(await schemaDrift(open.orm, filledBySql)).toEqual([]);
    },
    30_000,
  );

  test('are seen to disagree in tables, columns, types and nulls', async () => {
    const [first] = definitions;
    open = await migratedOrm(first!);
    const { orm } = open;
    await orm.em.getConnection().execute(`
      alter table dead_letter drop column proposed_by;
      alter table dead_letter alter column consumer drop not null, alter column error set not null;
      alter table dead_letter alter column event_type type varchar(200);
      alter table dead_letter add column shelf text not null;
      alter table party rename to person`);
    const drift = await schemaDrift(orm, filledBySql);
    expect(drift.sort()).toEqual([
      'Party: no migration makes the table party',
      'dead_letter.consumer may be null, Parked says that it is not',
      'dead_letter.error may not be null, Parked says that it may',
      'dead_letter.event_type is character varying, Parked says text',
      'dead_letter.proposed_by: no migration makes this column of Parked',
      'dead_letter.shelf must be filled and Parked does not know it',
    ]);
  }, 30_000);
});
