type Shown<V> = { readonly [F in keyof Omit<V, 'allowed'>]?: unknown };

/** How an aggregate is shown: the columns of a list, and the same view of a row and of the entity. */
export interface Viewing<V> {
  /** SQL of the columns, each under its name in the view. */
  readonly columns: string;
  ofRow(row: object): V;
  of(entity: object): V;
}

const casts: Readonly<Record<string, (column: string) => string>> = {
  instant: (column) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  day: (column) => `${column}::text`,
};

/**
 * A view by the names of its fields: `id startedAt:instant dueOn:day`. What is null is left out. The version of a new entity is still
 * undefined, and its key stays: the bus fills it in after the flush.
 */
export function viewing<V extends { allowed: string[] }>(
  alias: string,
  names: string,
  allowed: (shown: Shown<V> & { readonly state?: string }) => readonly string[],
): Viewing<V> {
  const fields = names
    .trim()
    .split(/\s+/)
    .map((name) => name.split(':') as [field: string, kind?: string]);
  const columns = fields.map(([field, kind]) => {
    const column = `${alias}.${field.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`)}`;
    return `${kind ? casts[kind]!(column) : column} as "${field}"`;
  });
  const ofRow = (row: object): V => {
    const given = row as Readonly<Record<string, unknown>>;
    const shown = fields.flatMap(([field]) => (given[field] === null ? [] : [[field, given[field]]]));
    return { ...Object.fromEntries(shown), allowed: [...allowed(row)] } as V;
  };
  return {
    columns: columns.join(', '),
    ofRow,
    of: (entity) =>
      ofRow(
        Object.fromEntries(
          fields.map(([field]) => [field, plain((entity as Readonly<Record<string, unknown>>)[field])]),
        ),
      ),
  };
}

const plain = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value);
