import { hash } from 'node:crypto';
import type { AuditKeys } from './keys.js';

export const LINK = 32;
export const logs = ['change_log', 'read_log'] as const;
export type Log = (typeof logs)[number];

/** Ids that were passed over, both included: what stood there may still be committed, or was rolled back. */
export interface Gap {
  readonly log: Log;
  readonly from: number;
  readonly to: number;
  /** When it was first seen, in milliseconds. */
  readonly since: number;
}

/** How far a chain has come; the same words are signed in the database and outside. */
export interface Head {
  readonly chain: string;
  readonly seq: number;
  /** Lines sealed so far. */
  readonly lines: number;
  /** The last ids of both logs. */
  readonly marks: Readonly<Record<Log, number>>;
  readonly gaps: readonly Gap[];
  /** The last link, in base64url. */
  readonly link: string;
  readonly sealedAt: string;
}

export interface SignedHead extends Head {
  readonly keyId: string;
  readonly signature: string;
}

/** What the first link of a chain is made of. */
export const beginningOf = (chain: string): Buffer => hash('sha256', `the logs of ${chain}`, 'buffer');

/** The link of a line behind another. */
export const linkOf = (before: Uint8Array, line: string): Buffer =>
  hash('sha256', Buffer.concat([before, Buffer.from(line)]), 'buffer');

/** The words that are signed. */
export const wordsOf = ({ chain, seq, lines, marks, gaps, link, sealedAt }: Head): string =>
  JSON.stringify([
    ...['linli audit 1', chain, seq, lines, marks.change_log, marks.read_log],
    ...[gaps.map(({ log, from, to, since }) => [log, from, to, since]), link, sealedAt],
  ]);

export function signed(head: Head, keys: AuditKeys): SignedHead {
  const { keyId, signature } = keys.sign(wordsOf(head));
  return { ...head, keyId, signature: signature.toString('base64url') };
}

export const isSigned = (head: SignedHead, keys: AuditKeys): boolean =>
  keys.verify(wordsOf(head), head.keyId, Buffer.from(head.signature, 'base64url'));

/** A row of `audit_seal` as it is read: numbers as text, the time as text in UTC. */
export interface SealRow {
  readonly seq: string;
  readonly sealed_at: string;
  readonly change_ids: string[];
  readonly read_ids: string[];
  readonly hashes: Buffer;
  readonly lines: string;
  readonly change_mark: string;
  readonly read_mark: string;
  readonly gaps: Gap[];
  readonly key_id: string;
  readonly signature: Buffer;
}

export const SEAL_COLUMNS = `seq, to_char(sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as sealed_at, change_ids, read_ids, hashes,
  lines, change_mark, read_mark, gaps, key_id, signature`;

/** The head that a seal is. */
export const headOf = (chain: string, row: SealRow): SignedHead => ({
  ...{ chain, seq: Number(row.seq), lines: Number(row.lines) },
  marks: { change_log: Number(row.change_mark), read_log: Number(row.read_mark) },
  gaps: row.gaps,
  link: row.hashes.subarray(-LINK).toString('base64url'),
  sealedAt: row.sealed_at,
  keyId: row.key_id,
  signature: row.signature.toString('base64url'),
});
