import { jetstreamManager } from '@nats-io/jetstream';
import type { House } from '../house.js';

/** Where something was found, and in which form. */
export interface Hit {
  readonly where: string;
  readonly what: string;
}

interface Needle {
  readonly what: string;
  readonly bytes: Buffer;
}

/** A value in every form in which it might lie about: as it is, escaped, encoded, in hex, in UTF-16, digits backwards. */
export function needlesOf(value: string): readonly Needle[] {
  const plain = Buffer.from(value);
  const swapped = Buffer.from(value, 'utf16le').swap16();
  const escaped = [...value].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  const reversed = [...value].reverse().join('');
  const forms: [string, Buffer | string][] = [
    ['plain', plain],
    ['in UTF-16', Buffer.from(value, 'utf16le')],
    ['in UTF-16, big end first', swapped],
    ['in hex', plain.toString('hex')],
    ['escaped for JSON', escaped],
    ['backwards', reversed],
    ...(/^\d+$/.test(value) ? [] : [['encoded for URLs', encodeURIComponent(value)] as [string, string]]),
    ...[0, 1, 2].flatMap((shift): [string, string][] => {
      const inner = Buffer.concat([Buffer.alloc(shift), plain, Buffer.alloc(3)]).toString('base64');
      // Without the signs that depend on what stands before and behind.
      const own = inner.slice(Math.ceil((shift * 4) / 3), Math.floor(((shift + plain.length) * 4) / 3));
      const url = own.replaceAll('+', '-').replaceAll('/', '_');
      return own === url
        ? [['in base64', own]]
        : [
            ['in base64', own],
            ['in base64url', url],
          ];
    }),
  ];
  return forms.map(([what, form]) => ({ what: `${value} ${what}`, bytes: Buffer.from(form) }));
}

/** The needles that lie in this heap. */
export function found(where: string, heap: Uint8Array | string, needles: readonly Needle[]): Hit[] {
  const bytes = Buffer.from(heap as string);
  return needles.filter((needle) => bytes.includes(needle.bytes)).map(({ what }) => ({ where, what }));
}

/** Every row of every table of every department, logs, outboxes, inboxes and dead letters included. */
export async function inDatabases(house: House, needles: readonly Needle[]): Promise<{ rows: number; hits: Hit[] }> {
  const hits: Hit[] = [];
  let many = 0;
  for (const [department, service] of house.departments) {
    const tables = await service.rows<{ table: string }>(
      `select table_name as "table" from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    for (const { table } of tables) {
      const rows = await service.rows<{ row: string }>(`select row_to_json(t)::text as row from "${table}" t`);
      many += rows.length;
      hits.push(...found(`${department}.${table}`, rows.map(({ row }) => row).join('\n'), needles));
    }
  }
  return { rows: many, hits };
}

/** Every message that the broker has stored, headers included. */
export async function inBroker(house: House, needles: readonly Needle[]): Promise<{ messages: number; hits: Hit[] }> {
  const jsm = await jetstreamManager(house.wire, { checkAPI: false });
  const hits: Hit[] = [];
  let messages = 0;
  for await (const { config, state } of jsm.streams.list()) {
    for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
      const message = await jsm.streams.getMessage(config.name, { seq }).catch(() => null);
      if (!message) continue;
      messages++;
      const headers = [...message.header.keys()].map((name) => `${name}: ${message.header.get(name)}`).join('\n');
      const heap = Buffer.concat([Buffer.from(`${message.subject}\n${headers}\n`), message.data]);
      hits.push(...found(`${config.name} ${message.subject}`, heap, needles));
    }
  }
  return { messages, hits };
}
