/** The SQLSTATE of a PostgreSQL error, also of one that MikroORM wrapped. */
export function sqlState(error: unknown): string | undefined {
  for (
    let at: unknown = error;
    typeof at === 'object' && at !== null;
    at = (at as { cause?: unknown; previous?: unknown }).cause ?? (at as { previous?: unknown }).previous
  ) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code;
  }
  return undefined;
}

// MikroORM writes the row beneath the message: what PostgreSQL says of it, or the whole entity.
const ROW = /\n(?: - detail:|entity:)[^]*$/;

/** What an error says, short, without the row and what looks like a phone or ID number: people who operate the system read it. */
export function wordsOf(error: Error): string {
  return (
    error.message
      .replace(ROW, '')
      .replace(/(?<![\w-])\d{7,}X?(?![\w-])/gi, (digits) => `${digits.slice(0, 3)}****`)
      .slice(0, 500) || error.name
  );
}

const CONNECTION = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'CONNECTION_CLOSED']);

/** Trouble of the infrastructure, not of the message: the database or the bus is away, a statement took too long. */
export function isInfrastructure(error: unknown): boolean {
  const state = sqlState(error);
  if (state)
    return (
      /^(08|53|57|58)/.test(state) || state === '40001' || state === '40P01' || state === '55P03' || state === '25P03'
    );
  for (
    let at: unknown = error;
    typeof at === 'object' && at !== null;
    at = (at as { cause?: unknown; previous?: unknown }).cause ?? (at as { previous?: unknown }).previous
  ) {
    const { code, message } = at as { code?: unknown; message?: unknown };
    if (typeof code === 'string' && CONNECTION.has(code)) return true;
    if (
      typeof message === 'string' &&
      /Connection terminated|timeout exceeded when trying to connect|not queryable|connection error/i.test(message)
    )
      return true;
  }
  return false;
}

/** Whether a unique index, of this name if one is given, refused the row. It may show only when the transaction is settled. */
export function isNotUnique(error: unknown, constraint?: string): boolean {
  return (
    sqlState(error) === '23505' &&
    (constraint === undefined || (error as { constraint?: unknown }).constraint === constraint)
  );
}
