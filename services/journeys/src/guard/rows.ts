import type { House } from '../house.js';
import type { KnownIds } from './messages.js';

export interface KnownRow {
  readonly id: string;
  readonly version?: number;
  readonly projectId?: string;
}

/** The rows of the house that have an id, by department and table. */
export type KnownRows = ReadonlyMap<string, readonly KnownRow[]>;

/** Reads from every department which rows there are: at most 30 of each table. */
export async function rowsOf(house: House): Promise<KnownRows> {
  const known = new Map<string, KnownRow[]>();
  for (const [department, service] of house.departments) {
    const tables = await service.rows<{ table: string; columns: string[] }>(
      `select table_name as "table", array_agg(column_name::text) as columns from information_schema.columns
       where table_schema = 'public' group by 1
       having bool_or(column_name = 'id' and data_type = 'uuid') order by 1`,
    );
    for (const { table, columns } of tables) {
      const version = columns.includes('version') ? 'version' : 'null::int';
      const project = columns.includes('project_id') ? 'project_id' : 'null::text';
      const rows = await service.rows<{ id: string; version: number | null; project: string | null }>(
        `select id, ${version} as version, ${project} as project from "${table}" order by id desc limit 30`,
      );
      const shown = rows.map((row) => ({
        id: row.id,
        ...(row.version === null ? {} : { version: row.version }),
        ...(row.project === null ? {} : { projectId: row.project }),
      }));
      known.set(`${department}.${table}`, shown);
    }
  }
  return known;
}

/** Their ids by the names that fields have for them: `complaintId` for a row of `complaint`. */
export function idsOf(rows: KnownRows): KnownIds {
  const ids = new Map<string, string[]>();
  for (const [place, known] of rows) {
    const table = place.split('.')[1]!;
    const name = `${camel(table)}Id`;
    ids.set(name, [...(ids.get(name) ?? []), ...known.map(({ id }) => id)]);
  }
  ids.set('noticeId', ids.get('moveInNoticeId') ?? []);
  return ids;
}

const camel = (snake: string): string => snake.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());

/** The newest version of each, by its id. */
export const versionsOf = (rows: KnownRows): ReadonlyMap<string, number> =>
  new Map(
    [...rows.values()].flat().flatMap(({ id, version }) => (version === undefined ? [] : [[id, version] as const])),
  );
