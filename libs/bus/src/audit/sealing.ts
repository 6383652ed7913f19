import {
  LINK,
  SEAL_COLUMNS,
  beginningOf,
  headOf,
  linkOf,
  logs,
  signed,
  type Gap,
  type Log,
  type SealRow,
  type SignedHead,
} from './chain.js';
import type { AuditKeys } from './keys.js';

/** A connection or a pool; `pg` gives ids as text. */
export interface Asked {
  query<R extends object>(text: string, values?: unknown[]): Promise<{ rows: R[] }>;
}

/** Whoever seals a database holds the lock of this number in it. */
export const SEALER_LOCK = 7_101_943;
const MOST = 1_000;
/** No transaction lives so long: what was not committed by then never will be. */
export const GAP_ENDS_MS = 10 * 60_000;

interface Line {
  readonly id: string;
  readonly line: string;
  readonly age: number;
}

export interface Sealed {
  readonly head: SignedHead;
  readonly lines: number;
  /** Seconds that the oldest of these lines had waited. */
  readonly waited: number;
  /** Whether there may be more. */
  readonly more: boolean;
}

/** Seals the lines that are new, at most 1,000 of each log, in the transaction of this connection; undefined when there are none. */
export async function seal(client: Asked, chain: string, keys: AuditKeys): Promise<Sealed | undefined> {
  const { rows: last } = await client.query<SealRow>(
    `select ${SEAL_COLUMNS} from audit_seal order by seq desc limit 1`,
  );
  const before = last[0] ? headOf(chain, last[0]) : undefined;
  const marks = { change_log: 0, read_log: 0, ...before?.marks };
  const now = new Date();
  const found = {
    change_log: await newLines(client, 'change_log', marks.change_log, before?.gaps ?? []),
    read_log: await newLines(client, 'read_log', marks.read_log, before?.gaps ?? []),
  };
  const lines = logs.flatMap((log) => found[log]);
  if (lines.length === 0) return undefined;
  let link = before ? Buffer.from(before.link, 'base64url') : beginningOf(chain);
  const hashes = Buffer.alloc(lines.length * LINK);
  lines.forEach(({ line }, at) => {
    link = linkOf(link, line);
    link.copy(hashes, at * LINK);
  });
  const gaps = logs.flatMap((log) => gapsAfter(log, marks[log], idsOf(found[log]), before?.gaps ?? [], now.getTime()));
  const head = signed(
    {
      ...{ chain, seq: (before?.seq ?? 0) + 1, lines: (before?.lines ?? 0) + lines.length, gaps },
      marks: {
        change_log: Math.max(marks.change_log, ...idsOf(found.change_log)),
        read_log: Math.max(marks.read_log, ...idsOf(found.read_log)),
      },
      ...{ link: link.toString('base64url'), sealedAt: now.toISOString() },
    },
    keys,
  );
  await client.query(
    `insert into audit_seal (seq, sealed_at, change_ids, read_ids, hashes, lines, change_mark, read_mark, gaps, key_id, signature)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[head.seq, head.sealedAt, idsOf(found.change_log), idsOf(found.read_log), hashes, head.lines],
      ...[
        head.marks.change_log,
        head.marks.read_log,
        JSON.stringify(gaps),
        head.keyId,
        Buffer.from(head.signature, 'base64url'),
      ],
    ],
  );
  const waited = Math.max(0, ...lines.map(({ age }) => Number(age)));
  return { head, lines: lines.length, waited, more: logs.some((log) => found[log].length >= MOST) };
}

const idsOf = (lines: readonly Line[]): number[] => lines.map(({ id }) => Number(id));

/** Behind the mark, and in the gaps before it: who began earlier may commit later. */
async function newLines(client: Asked, log: Log, mark: number, gaps: readonly Gap[]): Promise<Line[]> {
  const lines = (where: string) =>
    `(select l.id, audit_line(l) as line, extract(epoch from app_now() - l.at)::float8 as age from ${log} l where ${where} order by l.id limit ${MOST})`;
  const late = gaps.filter((gap) => gap.log === log).map(({ from, to }) => lines(`l.id between ${from} and ${to}`));
  const { rows } = await client.query<Line>(
    `select * from (${[...late, lines(`l.id > ${mark}`)].join(' union all ')}) as found order by id`,
  );
  return rows;
}

/** The gaps that are left: older ones without what came, and the places that were passed over now. */
function gapsAfter(log: Log, mark: number, ids: readonly number[], before: readonly Gap[], now: number): Gap[] {
  const old = before.filter((gap) => gap.log === log && now - gap.since < GAP_ENDS_MS);
  const inside = ids.filter((id) => id <= mark);
  const left = old.flatMap((gap) => holes(log, gap.from, gap.to, inside, gap.since));
  const behind = ids.filter((id) => id > mark);
  const last = behind.at(-1);
  return last === undefined ? left : [...left, ...holes(log, mark + 1, last, behind, now)];
}

/** The stretches between `from` and `to` in which none of the sorted ids lies. */
function holes(log: Log, from: number, to: number, ids: readonly number[], since: number): Gap[] {
  const found: Gap[] = [];
  let next = from;
  for (const id of ids) {
    if (id < from || id > to) continue;
    if (id > next) found.push({ log, from: next, to: id - 1, since });
    next = id + 1;
  }
  if (next <= to) found.push({ log, from: next, to, since });
  return found;
}
