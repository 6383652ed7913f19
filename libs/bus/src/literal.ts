/** The text as PostgreSQL reads it in a statement. */
export function literal(text: string | null | undefined): string {
  if (text === null || text === undefined) return 'null';
  const quoted = text.includes("'") ? text.replaceAll("'", "''") : text;
  return quoted.includes('\\') ? ` E'${quoted.replaceAll('\\', '\\\\')}'` : `'${quoted}'`;
}

/** The value as jsonb in a statement. */
export const jsonLiteral = (value: unknown): string =>
  value === null || value === undefined ? 'null' : `${literal(JSON.stringify(value))}::jsonb`;
