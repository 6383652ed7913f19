import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { MikroORM } from '@mikro-orm/postgresql';
import { Parked } from '@linli/bus';
import { migrateService, migrationsOf, ormDefaults, type ServiceDefinition } from '@linli/host';
import { newId } from '@linli/kernel';
import { createDatabase, dropDatabase, schemaDrift, sharedPostgres } from '@linli/testing';
import { definitions } from './house.js';

// The bus parks events by a function of its own.
const filledBySql = ['dead_letter.headers'];

describe('The entities of a service and its migrated database', () => {
  let server: string;
  let open: { orm: MikroORM; database: string } | undefined;
  beforeAll(async () => {
    server = await sharedPostgres();
  });
  afterEach(async () => {
    if (!open) return;
    await open.orm.close(true);
    await dropDatabase(server, open.database);
    open = undefined;
  });

  const migrated = async ({ name, ...definition }: ServiceDefinition): Promise<MikroORM> => {
    const database = `schema_${newId().replaceAll('-', '')}`;
    const databaseUrl = await createDatabase(server, database);
    await migrateService({ databaseUrl, migrations: migrationsOf({ name, ...definition }) });
    const orm = await MikroORM.init({
      ...ormDefaults({ databaseUrl, poolSize: 1, applicationName: name }),
      entities: [...definition.entities, Parked] as never[],
    });
    open = { orm, database };
    return orm;
  };

  test.each(definitions.map((definition) => [definition.name, definition] as const))(
    'agree in %s: no migration was forgotten',
    async (_name, definition) => {
      expect(await schemaDrift(await migrated(definition), filledBySql)).toEqual([]);
    },
    30_000,
  );

  test('are seen to disagree in tables, columns, types and nulls', async () => {
    const [first] = definitions;
    const orm = await migrated(first!);
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
