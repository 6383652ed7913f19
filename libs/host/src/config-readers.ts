/** Turns what is written in the environment into a value; throws an Error whose message goes on after the name: "must be …". */
export type Reader<T> = (written: string) => T;

/** Any text of at least `min` characters. */
export function text(options: { min?: number } = {}): Reader<string> {
  const min = options.min ?? 1;
  return (written) => {
    if (written.length < min) throw new Error(`must have at least ${min} characters`);
    return written;
  };
}

/** Lower-case words with hyphens, such as `mortgage-collection`. */
export const kebab: Reader<string> = (written) => {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(written)) throw new Error('must be lower-case words joined by hyphens');
  return written;
};

/** A whole number, both bounds included. */
export function whole({ min, max }: { min: number; max: number }): Reader<number> {
  return (written) => {
    const value = Number(written);
    if (!/^\d+$/.test(written) || value < min || value > max)
      throw new Error(`must be a whole number from ${min} to ${max}`);
    return value;
  };
}

/** A TCP port; 0 lets the system choose. */
export const port: Reader<number> = whole({ min: 0, max: 65_535 });

/** One of a closed list. */
export function choice<const T extends string>(values: readonly T[]): Reader<T> {
  return (written) => {
    const value = values.find((each) => each === written);
    if (value === undefined) throw new Error(`must be one of ${values.join(', ')}`);
    return value;
  };
}

/** An address with one of the schemes (`https`, `postgres`); `path` means that something must follow the host. Kept as written. */
export function address(schemes: readonly string[], options: { path?: boolean } = {}): Reader<string> {
  const starts = schemes.map((scheme) => `${scheme}://`).join(' or ');
  return (written) => {
    const url = URL.canParse(written) ? new URL(written) : undefined;
    if (!url || !schemes.includes(url.protocol.slice(0, -1)) || url.hostname === '')
      throw new Error(`must be an address that begins with ${starts}`);
    if (options.path && url.pathname.length < 2) throw new Error(`must name the database after the host and port`);
    return written;
  };
}

/** Several values of one kind, separated by commas; kept as one text without blanks. */
export function listed(each: Reader<string>): Reader<string> {
  return (written) =>
    written
      .split(',')
      .map((part) => each(part.trim()))
      .join(',');
}

/** Several values of one kind, separated by commas. */
export function several<T>(each: Reader<T>): Reader<readonly T[]> {
  return (written) => written.split(',').map((part) => each(part.trim()));
}

/** 32 bytes in base64, as `openssl rand -base64 32` prints them. */
export const key32: Reader<string> = (written) => {
  if (!isKey32(written)) throw new Error('must be 32 random bytes in base64');
  return written;
};

/** `<id>:<32 bytes in base64>`, several separated by commas; the first one seals, all of them open. Ids differ. */
export const keyRing: Reader<string> = (written) => {
  const ids = written.split(',').map((pair) => {
    const [, id = '', key = ''] = /^\s*([A-Za-z0-9_-]+):(\S+)\s*$/.exec(pair) ?? [];
    if (!id || !isKey32(key)) throw new Error('must be <id>:<32 random bytes in base64>, several separated by commas');
    return id;
  });
  if (new Set(ids).size < ids.length) throw new Error('must not hold the same key id twice');
  return written;
};

function isKey32(base64: string): boolean {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length === 32 && bytes.toString('base64') === base64;
}

const WELL_KNOWN = /change-?me|default|development|example|insecure|linli|password|secret/i;

/** Why a secret could be guessed, or undefined: it holds a word that stands in every example, or hardly any different characters. */
export function guessableSecret(written: string): string | undefined {
  if (WELL_KNOWN.test(written)) return 'is not secret: it holds a word that stands in examples';
  return new Set(written).size < 10 ? 'is not secret: it hardly varies' : undefined;
}

/** The same for keys written in base64, alone or as `<id>:<key>` pairs. */
export function guessableKeys(written: string): string | undefined {
  for (const pair of written.split(',')) {
    const bytes = Buffer.from(pair.trim().replace(/^[^:]*:/, ''), 'base64');
    if (new Set(bytes).size < 10 || /^[\x20-\x7e]*$/.test(bytes.toString('latin1')))
      return 'is not secret: its bytes are not random';
  }
  return undefined;
}

/** The same for the password inside an address. */
export function guessablePassword(written: string): string | undefined {
  if (!URL.canParse(written)) return undefined;
  const { username, password } = new URL(written);
  if (password === '') return undefined;
  const known = ['admin', 'changeme', 'change-me', 'linli', 'password', 'postgres', 'secret', username];
  return known.includes(password.toLowerCase()) ? 'has a password that everybody knows' : undefined;
}
