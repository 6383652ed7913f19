import {
  beginningOf,
  headOf,
  isSigned,
  LINK,
  linkOf,
  logs,
  SEAL_COLUMNS,
  type Log,
  type SealRow,
  type SignedHead,
} from './chain.js';
import type { AuditKeys } from './keys.js';
import type { Asked } from './sealing.js';

export interface Verdict {
  readonly chain: string;
  readonly seals: number;
  readonly lines: number;
  /** Lines that wait for the sealer. */
  readonly unsealed: number;
  /** What is wrong, the first line of the chain first; at most 20. */
  readonly faults: readonly string[];
}

export interface VerifyOptions {
  readonly chain: string;
  readonly keys: AuditKeys;
  /** Heads of this chain that were kept outside the database. */
  readonly heads: readonly SignedHead[];
}

const SEALS_AT_ONCE = 50;
const MOST_FAULTS = 20;
const SEALED = { change_log: 'change_ids', read_log: 'read_ids' } as const;

/** Walks a chain from its beginning and names each line that is not as it was sealed. Reads in one snapshot: the client is in a transaction of its own. */
export async function verifyAudit(client: Asked, options: VerifyOptions): Promise<Verdict> {
  const walk = new Walk(client, options);
  await walk.go();
  return walk.verdict();
}

class Walk {
  private readonly faults: string[] = [];
  private readonly wanted: ReadonlySet<number>;
  private readonly seen = new Map<number, SignedHead>();
  private link: Buffer;
  private last?: SignedHead;
  private seals = 0;
  private lines = 0;
  private unsealed = 0;

  constructor(
    private readonly client: Asked,
    private readonly options: VerifyOptions,
  ) {
    this.link = beginningOf(options.chain);
    this.wanted = new Set(options.heads.map(({ seq }) => seq));
  }

  verdict(): Verdict {
    const { seals, lines, unsealed, faults } = this;
    return { chain: this.options.chain, seals, lines, unsealed, faults: faults.slice(0, MOST_FAULTS) };
  }

  async go(): Promise<void> {
    for (let after = '0'; ;) {
      const { rows } = await this.client.query<SealRow>(
        `select ${SEAL_COLUMNS} from audit_seal where seq > $1 order by seq limit ${SEALS_AT_ONCE}`,
        [after],
      );
      const found = {
        change_log: await this.read(
          'change_log',
          rows.flatMap(({ change_ids: ids }) => ids),
        ),
        read_log: await this.read(
          'read_log',
          rows.flatMap(({ read_ids: ids }) => ids),
        ),
      };
      for (const row of rows) this.look(row, found);
      if (rows.length < SEALS_AT_ONCE) break;
      after = rows.at(-1)!.seq;
    }
    await this.slippedIn();
    for (const head of this.options.heads) this.compare(head);
  }

  /** One seal: signed with our key, next in line, and each of its lines as it was. */
  private look(row: SealRow, found: Readonly<Record<Log, ReadonlyMap<string, string>>>): void {
    const head = headOf(this.options.chain, row);
    const before = this.last?.seq ?? 0;
    if (head.seq !== before + 1) this.faults.push(`seal ${before + 1} is missing before seal ${head.seq}`);
    const sealed = [
      ...row.change_ids.map((id) => ['change_log', id] as const),
      ...row.read_ids.map((id) => ['read_log', id] as const),
    ];
    const whole = row.hashes.length === sealed.length * LINK && head.lines === this.lines + sealed.length;
    if (!isSigned(head, this.options.keys) || !whole) {
      const [log, id] = sealed[0] ?? ['no line', ''];
      this.faults.push(`seal ${head.seq}, from ${log} ${id} on, is not as it was signed`);
    }
    sealed.forEach(([log, id], at) => {
      const line = found[log].get(id);
      const wanted = row.hashes.subarray(at * LINK, (at + 1) * LINK);
      if (line === undefined) this.faults.push(`${log} ${id} was deleted (seal ${head.seq})`);
      else if (!linkOf(this.link, line).equals(wanted)) this.faults.push(`${log} ${id} was changed (seal ${head.seq})`);
      // From what was sealed, so that the lines behind are judged for themselves.
      this.link = Buffer.from(wanted);
    });
    this.seals += 1;
    this.lines += sealed.length;
    this.last = head;
    if (this.wanted.has(head.seq)) this.seen.set(head.seq, head);
  }

  private async read(log: Log, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { rows } = await this.client.query<{ id: string; line: string }>(
      `select l.id, audit_line(l) as line from ${log} l where l.id = any($1::bigint[])`,
      [ids],
    );
    return new Map(rows.map(({ id, line }) => [id, line]));
  }

  /** Lines below the marks that no seal knows, where nothing can still be committed. */
  private async slippedIn(): Promise<void> {
    for (const log of logs) {
      const mark = this.last?.marks[log] ?? 0;
      const gaps = (this.last?.gaps ?? []).filter((gap) => gap.log === log);
      const open = gaps.map(({ from, to }) => `and not l.id between ${from} and ${to}`);
      const { rows } = await this.client.query<{ id: string }>(
        `select l.id from (select id from ${log} where id <= $1 except select unnest(${SEALED[log]}) from audit_seal) l
         where true ${open.join(' ')} order by l.id limit ${MOST_FAULTS}`,
        [mark],
      );
      for (const { id } of rows) this.faults.push(`${log} ${id} stands in no seal: it was slipped in`);
      const { rows: new_ } = await this.client.query<{ many: number }>(
        `select count(*)::int as many from ${log} where id > $1`,
        [mark],
      );
      this.unsealed += new_[0]!.many;
    }
  }

  /** What was known outside must be in the chain: a tail that is cut off with its seals is found here and nowhere else. */
  private compare(head: SignedHead): void {
    if (!isSigned(head, this.options.keys)) {
      this.faults.push(`the head of seal ${head.seq} that was kept outside is not signed with our key`);
      return;
    }
    const own = this.seen.get(head.seq);
    if (own?.link === head.link && own.signature === head.signature) return;
    const { change_log: changes = 0, read_log: reads = 0 } = this.last?.marks ?? {};
    if (!this.last || this.last.seq < head.seq)
      this.faults.push(
        `the tail is cut: seal ${head.seq} closed over ${head.lines} lines at ${head.sealedAt}, the chain ends after seal ${this.last?.seq ?? 0} and ${this.lines}; what is missing begins behind change_log ${changes} and read_log ${reads}`,
      );
    else this.faults.push(`seal ${head.seq} is another than the one whose head was kept outside at ${head.sealedAt}`);
  }
}
