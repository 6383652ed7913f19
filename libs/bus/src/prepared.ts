import { createHash } from 'node:crypto';
import type { QueryConfig } from 'pg';

/** So many statements are remembered; a list of values makes each of its lengths another statement. */
const MOST = 500;
const LONGEST = 10_000;
/** Its columns are those of the day on which it was prepared: behind the next migration it would fail. */
const ALL_COLUMNS = /(?:\.|\bselect |\breturning )\*/i;

const names = new Map<string, string | undefined>();

/** The statement as it is prepared once per connection: planning it costs more than running it. */
export function prepared(text: string, values: unknown[]): QueryConfig {
  const name = names.get(text) ?? nameOf(text);
  return name ? { name, text, values } : { text, values };
}

function nameOf(text: string): string | undefined {
  if (names.size >= MOST || names.has(text) || text.length > LONGEST) return undefined;
  const name = ALL_COLUMNS.test(text) ? undefined : statementName(text);
  names.set(text, name);
  return name;
}

/** The same for the same statement in every process: connections know it by this. */
export const statementName = (text: string): string => createHash('sha1').update(text).digest('base64url');
