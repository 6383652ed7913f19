import { createHash } from 'node:crypto';
import type { ServiceUnderTest } from '@linli/testing';

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly isNeeded: boolean;
  readonly hasDefault: boolean;
  readonly refersTo: string | null;
  readonly allowed: string | null;
}

const COLUMNS = `
select c.table_name as "table", c.column_name as name, c.udt_name as type, c.is_nullable = 'NO' as "isNeeded", c.column_default is not null as "hasDefault",
  (select f.confrelid::regclass::text from pg_constraint f where f.contype = 'f' and f.conrelid = c.table_name::regclass
     and f.conkey = array[(select attnum from pg_attribute where attrelid = f.conrelid and attname = c.column_name)]) as "refersTo",
  (select substring(pg_get_constraintdef(k.oid) from '''([A-Z_]+)''') from pg_constraint k where k.contype = 'c' and k.conrelid = c.table_name::regclass
     and k.conkey = array[(select attnum from pg_attribute where attrelid = k.conrelid and attname = c.column_name)] limit 1) as allowed
from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
where table_schema = 'public' and table_type = 'BASE TABLE' order by 1, ordinal_position`;

/** The id of the one row that a table has. */
export const idIn = (table: string): string => {
  const hex = createHash('sha256').update(table).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/**
 * Puts one row of this project into every table that belongs to projects, and one person: in its first state, with what must be there
 * and nothing else. `known` are values of columns by their name. Answers the tables.
 */
export async function oneOfEach(
  service: ServiceUnderTest,
  projectId: string,
  known: Readonly<Record<string, unknown>> = {},
): Promise<string[]> {
  const columns = await service.rows<Column>(COLUMNS);
  const byTable = Map.groupBy(columns, ({ table }) => table);
  const tables = [...byTable].filter(([table, of]) => {
    const has = (name: string) => of.some((column) => column.name === name);
    return (
      table === 'party' ||
      (has('id') &&
        has('project_id') &&
        of.some(({ name, type }) => name === 'id' && type === 'uuid') &&
        !BUS.has(table))
    );
  });
  const rows = tables.map(([table, of]) => {
    let spare = 1;
    const row = Object.fromEntries(
      of.flatMap((column) => {
        const { name, isNeeded, hasDefault, refersTo } = column;
        const wanted = isNeeded
          ? !hasDefault || name === 'state' || name === 'version'
          : name in known || (refersTo !== null && spare-- > 0);
        return wanted ? [[name, valueOf(column, projectId, known)]] : [];
      }),
    );
    return { table, row };
  });
  // In one statement: they refer to each other in circles.
  const inserts = rows.map(({ table, row }, n) => {
    const names = Object.keys(row)
      .map((name) => `"${name}"`)
      .join(', ');
    return `t${n} as (insert into "${table}" (${names}) select ${names} from jsonb_populate_record(null::"${table}", ?::jsonb))`;
  });
  await service.rows(
    `with ${inserts.join(', ')} select`,
    rows.map(({ row }) => JSON.stringify(row)),
  );
  return rows.map(({ table }) => table);
}

/** Tables of the house's own machinery. */
const BUS = new Set(['clock', 'clock_planned', 'person_reveal', 'delegation']);

function valueOf(
  { table, name, type, refersTo, allowed }: Column,
  projectId: string,
  known: Readonly<Record<string, unknown>>,
): unknown {
  if (name === 'id') return idIn(table);
  if (name === 'project_id' || refersTo === 'project') return projectId;
  if (refersTo) return idIn(refersTo);
  if (name in known) return known[name];
  if (allowed) return allowed;
  switch (type) {
    case 'uuid':
      return idIn(name.replace(/_id$/, ''));
    case '_uuid':
      return [idIn('party')];
    case '_text':
      return [name];
    case 'jsonb':
      return [];
    case 'bool':
      return false;
    case 'date':
      return '2026-12-01';
    case 'timestamptz':
      return '2026-12-01T02:00:00Z';
    case 'text':
      return name;
    default:
      return 1;
  }
}
