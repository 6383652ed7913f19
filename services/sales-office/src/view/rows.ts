/** What is said of a view in the database: optional fields may be null, and which steps are possible is not said yet. */
export type RowOf<V> = {
  [F in keyof Omit<V, 'allowed'>]: undefined extends V[F] ? V[F] | null : V[F];
};

/**
 * The view of a row: without what is null, with the steps that are possible now. Entities are turned into rows first; the version
 * of a new one is still undefined, and its key must stay: the bus fills it in after the flush.
 */
export function present<V extends { allowed: string[] }>(row: RowOf<V>, allowed: readonly string[]): V {
  const given = Object.entries(row).filter(([, value]) => value !== null);
  return { ...Object.fromEntries(given), allowed: [...allowed] } as unknown as V;
}

/** SQL for columns that read as they are: `columns('u', 'id projectId')` is `u.id, u.project_id as "projectId"`. */
export function columns(alias: string, fields: string): string {
  return fields
    .trim()
    .split(/\s+/)
    .map((field) => `${alias}.${field.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`)} as "${field}"`)
    .join(', ');
}

/** SQL of an instant as ISO 8601 in UTC. */
export const instant = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** SQL of a number that PostgreSQL would send as text: bigint and numeric. Exact up to 2^53. */
export const number = (column: string): string => `${column}::float8`;
