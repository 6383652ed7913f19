import { Refusal } from '@linli/kernel';

const MAX_CAUSES = 3;
const SQL_STATE = /^[0-9A-Z]{5}$/;
/** MikroORM writes the row beneath the message: what PostgreSQL says of it, or the whole entity. */
const ROW = /\n(?: - detail:|entity:)[^]*$/;

/**
 * What of an error may be logged. PostgreSQL puts values of the row into `detail`, `where` and the query, and into the message when a
 * value cannot be read; of such an error only code, severity and the names of table, column and constraint remain.
 */
export function errorFields(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error))
    return {
      type: typeof error,
      message: typeof error === 'string' ? error : 'something that is not an Error was thrown',
    };
  const fields: Record<string, unknown> = { type: error.name, message: messageOf(error), stack: frames(error) };
  const known = error as Error & Readonly<Record<string, unknown>>;
  if (typeof known['code'] === 'string' || typeof known['code'] === 'number') fields['code'] = known['code'];
  if (error instanceof Refusal) Object.assign(fields, { kind: error.kind, details: error.details });
  if (isPostgres(known)) {
    for (const name of ['severity', 'schema', 'table', 'column', 'constraint', 'routine'])
      if (known[name]) fields[name] = known[name];
  }
  if (depth < MAX_CAUSES && error.cause !== undefined) fields['cause'] = errorFields(error.cause, depth + 1);
  if (depth < MAX_CAUSES && error instanceof AggregateError)
    fields['errors'] = error.errors.slice(0, 5).map((each) => errorFields(each, depth + 1));
  return fields;
}

/** The message of an error without a value that PostgreSQL or a statement may have put into it. */
export function messageOf(error: Error): string {
  const known = error as Error & Readonly<Record<string, unknown>>;
  const message = error.message.replace(ROW, '');
  return isPostgres(known) ? postgresMessage(known['code'], message) : message;
}

function isPostgres(error: Readonly<Record<string, unknown>>): boolean {
  return typeof error['code'] === 'string' && SQL_STATE.test(error['code']) && typeof error['severity'] === 'string';
}

// Class 22 quotes the value that could not be read, a syntax error a piece of the statement; all others quote names of ours. Who logs
// the statement with the message writes it first, followed by a dash.
function postgresMessage(code: unknown, written: string): string {
  const statement = /^\s*(select|insert|update|delete|with|merge|call)\b/i.test(written)
    ? written.lastIndexOf(' - ')
    : -1;
  const message = statement < 0 ? written : written.slice(statement + 3);
  if (String(code).startsWith('22')) return message.replace(/"[^]*"/g, '"…"');
  return message.replace(/"([^"]*)"/g, (quoted, inside: string) =>
    /^[a-z_][a-z0-9_.]*$/.test(inside) ? quoted : '"…"',
  );
}

function frames(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 20)
    .join('\n');
}
