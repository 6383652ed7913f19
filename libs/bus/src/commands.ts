import { createHash } from 'node:crypto';
import { OptimisticLockError } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { CommandClass } from '@linli/contracts';
import { Refusal, refuse, statusOf } from '@linli/kernel';
import { encodeAnswer } from './envelope.js';
import { sqlState } from './failures.js';
import { Work, type Surroundings } from './work.js';

interface Claim {
  at: Date | string;
  serial: string | number;
  claimed: boolean;
  route: string | null;
  request_hash: string | null;
  status: number | null;
  reply_id: string | null;
  reply: { refusal?: Pick<Refusal, 'kind' | 'code' | 'message' | 'details' | 'retryable'> } | null;
}

/** A command as it came in: which, with what key, from what bytes. */
export interface CommandCall {
  readonly command: CommandClass;
  readonly key: string;
  readonly request: Uint8Array;
  readonly surroundings: Surroundings;
  /** A reply without personal data is stored and sent again; another is rebuilt by its query. */
  readonly storeReply: boolean;
  readonly rebuild: (id: string) => Promise<object>;
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64url');
const stored = (refusal: Refusal) => (refusal.kind === 'conflict' || refusal.kind === 'rule') && !refusal.retryable;
const RETRIES = 3;

/**
 * Runs a command once: key, effect, events and change log in one transaction. The same key and request get the same
 * answer again; a refusal of a rule is remembered too, a passing trouble is not.
 */
export async function runCommand(
  root: EntityManager,
  call: CommandCall,
  useCase: () => Promise<object>,
): Promise<Uint8Array> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptCommand(root, call, useCase);
    } catch (error) {
      const state = sqlState(error);
      if ((state !== '40001' && state !== '40P01') || attempt >= RETRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10 + Math.random() * 90));
    }
  }
}

async function attemptCommand(
  root: EntityManager,
  call: CommandCall,
  useCase: () => Promise<object>,
): Promise<Uint8Array> {
  const { command, key, surroundings } = call;
  const hash = hashOf(call.request);
  const work = await Work.open(root, surroundings);
  let open = true;
  try {
    const place = `${work.literal(surroundings.actor.id)}, ${work.literal(key)}`;
    const [, rows] = await work.batch(
      `begin; select * from bus_claim(${place}, ${work.literal(command.subject)}, ${work.literal(hash)}); savepoint use_case`,
    );
    const claim = (rows as unknown as Claim[])[0]!;
    work.at = new Date(claim.at);
    work.serial = Number(claim.serial);
    if (!claim.claimed) {
      open = false;
      await work.rollback();
      return await replay(call, claim, hash);
    }
    try {
      const reply = await work.run(useCase);
      work.freshen(reply);
      const status = command.status ?? 200;
      const { id } = reply as { id?: unknown };
      const answer = encodeAnswer(status, reply);
      const memory = `${status}, ${work.literal(typeof id === 'string' ? id : null)}, ${call.storeReply ? work.json(reply) : 'null'}`;
      await work.batch(
        `select bus_settle(${work.json(work.outbox())}, ${work.json(work.changeLog())}, ${place}, ${memory}); commit`,
      );
      open = false;
      work.release();
      return answer;
    } catch (error) {
      const refusal = asRefusal(error, command);
      if (!refusal || !stored(refusal)) throw refusal ?? error;
      const { kind, code, message, details, retryable } = refusal;
      const memory = work.json({ refusal: { kind, code, message, details, retryable } });
      work.forget();
      await work.batch(
        `rollback to savepoint use_case; select bus_settle(null, null, ${place}, ${statusOf[kind]}, null, ${memory}); commit`,
      );
      open = false;
      work.release();
      throw refusal;
    }
  } catch (error) {
    if (open) await work.rollback();
    if (sqlState(error) === '55P03') {
      throw new Refusal(
        'conflict',
        'request.in-progress',
        'The same thing is being changed at this moment; send it again.',
        { retryable: true },
      );
    }
    throw error;
  }
}

async function replay(call: CommandCall, claim: Claim, hash: string): Promise<Uint8Array> {
  if (claim.route !== call.command.subject || claim.request_hash !== hash) {
    throw refuse.rule('request.key-reused', 'This Idempotency-Key was used for another request; take a new key.');
  }
  if (claim.reply?.refusal) {
    const { kind, code, message, details, retryable } = claim.reply.refusal;
    throw new Refusal(kind, code, message, { retryable, ...(details ? { details } : {}) });
  }
  const reply = claim.reply ?? (await call.rebuild(claim.reply_id ?? ''));
  return encodeAnswer(claim.status ?? 200, reply, true);
}

const aggregateOf = ({ subject }: CommandClass): string => subject.split('.')[2] ?? 'request';

/** What a failure means to the sender, or undefined when it is trouble of our own. */
function asRefusal(error: unknown, command: CommandClass): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof OptimisticLockError) {
    return new Refusal(
      'stale',
      `${aggregateOf(command)}.stale-version`,
      'Somebody changed it meanwhile; read it again and repeat your change.',
    );
  }
  if (sqlState(error) === '23505') {
    const { constraint } = error as { constraint?: string };
    const known = uniqueRules.get(constraint ?? '');
    if (known) return known();
    return refuse.conflict(
      `${aggregateOf(command)}.already-exists`,
      'This exists already; look it up instead of entering it again.',
      { constraint },
    );
  }
  return undefined;
}

const uniqueRules = new Map<string, () => Refusal>();

/** What a broken unique index means in the words of the trade: the refusal that a command gets for it. */
export function whenNotUnique(constraint: string, refusal: () => Refusal): void {
  uniqueRules.set(constraint, refusal);
}
