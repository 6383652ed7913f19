import { ReferenceKind, type EntityProperty } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/postgresql';
import { v7 as uuid7 } from 'uuid';
import { Parked } from '@linli/bus';
import { migrateService, migrationsOf, ormDefaults, type ServiceDefinition } from '@linli/host';
import { createDatabase, dropDatabase, sharedPostgres } from '../servers/index.js';

/** The ORM of a service, without the service, on a new database with all its migrations. `close` drops it. */
export async function migratedOrm(definition: ServiceDefinition): Promise<{ orm: MikroORM; close(): Promise<void> }> {
  const { name, entities } = definition;
  const server = await sharedPostgres();
  const database = `schema_${uuid7().replaceAll('-', '')}`;
  const databaseUrl = await createDatabase(server, database);
  await migrateService({ databaseUrl, migrations: migrationsOf(definition) });
  const orm = await MikroORM.init({
    ...ormDefaults({ databaseUrl, poolSize: 1, applicationName: name }),
    entities: [...entities, Parked] as never[],
  });
  return {
    orm,
    async close() {
      await orm.close(true);
      await dropDatabase(server, database);
    },
  };
}

interface Column {
  table: string;
  name: string;
  type: string;
  /** The type's number, which is the same for all its names. */
  type_id: number;
  nullable: boolean;
  filled: boolean;
}

const COLUMNS = `
  select c.relname as table, a.attname as name, format_type(a.atttypid, null) as type, a.atttypid::int as type_id, not a.attnotnull as nullable,
    a.atthasdef or a.attidentity <> '' or a.attgenerated <> '' as filled
  from pg_attribute a join pg_class c on c.oid = a.attrelid
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped`;

/**
 * Where the entities of a service and its migrated database disagree, one sentence each: a table or column that no migration made,
 * another type, a null where the other side allows none, and a column that must be filled and that no entity fills,
 * but for `filledBySql`.
 */
export async function schemaDrift(orm: MikroORM, filledBySql: readonly string[] = []): Promise<string[]> {
  const connection = orm.em.getConnection();
  const columns = await connection.execute<Column[]>(COLUMNS);
  const byTable = Map.groupBy(columns, ({ table }) => table);
  const typeId = async (type: string): Promise<number> => {
    const [base = ''] = /^[^(]+/.exec(type) ?? [];
    const array = type.endsWith('[]') && !base.endsWith('[]') ? `${base}[]` : base;
    const rows = await connection.execute<{ id: number }[]>(`select ?::regtype::oid::int as id`, [array.trim()]);
    return rows[0]!.id;
  };

  const drift: string[] = [];
  for (const { tableName, props, className } of orm.getMetadata().getAll().values()) {
    const table = byTable.get(tableName);
    if (!table) {
      drift.push(`${className}: no migration makes the table ${tableName}`);
      continue;
    }
    const stored = props.filter(isStored).flatMap(columnsOf);
    for (const { name, type, nullable } of stored) {
      const column = table.find((each) => each.name === name);
      const place = `${tableName}.${name}`;
      if (!column) drift.push(`${place}: no migration makes this column of ${className}`);
      else {
        if (column.type_id !== (await typeId(type)))
          drift.push(`${place} is ${column.type}, ${className} says ${type}`);
        if (column.nullable && !nullable) drift.push(`${place} may be null, ${className} says that it is not`);
        if (!column.nullable && nullable) drift.push(`${place} may not be null, ${className} says that it may`);
      }
    }
    const known = new Set(stored.map(({ name }) => name));
    for (const { name, nullable, filled } of table)
      if (!known.has(name) && !nullable && !filled && !filledBySql.includes(`${tableName}.${name}`))
        drift.push(`${tableName}.${name} must be filled and ${className} does not know it`);
  }
  return drift;
}

const isStored = ({ persist, kind, formula }: EntityProperty) =>
  persist !== false && !formula && kind !== ReferenceKind.ONE_TO_MANY && kind !== ReferenceKind.MANY_TO_MANY;

const columnsOf = ({
  fieldNames,
  columnTypes,
  nullable,
}: EntityProperty): { name: string; type: string; nullable: boolean }[] =>
  fieldNames.map((name, at) => ({ name, type: columnTypes[at] ?? '', nullable: nullable ?? false }));
