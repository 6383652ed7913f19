import { createHash } from 'node:crypto';
import { OptimisticLockError } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { CommandClass } from '@linli/contracts';
import { Refusal, refuse, statusOf } from '@linli/kernel';
import { encodeAnswer } from './envelope.js';
import { sqlState } from './failures.js';
import { GroupCommit, type Claim } from './group-commit.js';
import { jsonLiteral, literal } from './literal.js';
import { killPoint } from './trial.js';
import { told } from './wakers.js';
import { Work, type Start, type Surroundings } from './work.js';

interface Found {
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
/** What was not found as well: it may be there a moment later, and a twin that is late would still carry out what was refused. */
const STORED: ReadonlySet<string> = new Set(['conflict', 'rule', 'not-found']);
const stored = ({ kind, retryable }: Refusal) => STORED.has(kind) && !retryable;
const RETRIES = 3;

const groups = new WeakMap<EntityManager, GroupCommit>();

function groupOf(root: EntityManager): GroupCommit {
  let group = groups.get(root);
  if (!group) groups.set(root, (group = new GroupCommit(root, (events) => told(root, events))));
  return group;
}

/**
 * Runs a command once: key, effect, events and change log in one transaction. The same key and request get the same
 * answer again; a refusal of a rule is remembered too, and that something was not found; a passing trouble is not.
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
  const claim = { actor: surroundings.actor.id, key, route: command.subject, hash: hashOf(call.request) };
  const group = groupOf(root);
  const start = await group.begin(claim);
  if (start) {
    try {
      const answer = await inCompany(root, call, claim, start, useCase);
      if (answer) return answer;
    } finally {
      group.leave(claim);
    }
  }
  return alone(root, call, claim, useCase);
}

/** In a transaction of its own that holds the key before the use case begins. */
async function alone(
  root: EntityManager,
  call: CommandCall,
  claim: Claim,
  useCase: () => Promise<object>,
): Promise<Uint8Array> {
  const work = await Work.open(root, call.surroundings);
  return toItsEnd(work, async () => {
    const [, rows] = await work.batch(`begin; select * from bus_claim(${claimed(claim)}); savepoint use_case`);
    const found = (rows as unknown as Found[])[0]!;
    work.at = new Date(found.at);
    work.serial = Number(found.serial);
    if (found.claimed) return settled(work, call, claim, () => work.run(useCase));
    await work.rollback();
    return replay(call, found, claim.hash);
  });
}

/**
 * With others in one transaction, if it only adds a few rows; with its first other statement, or many rows, it gets its own. Undefined when it has to be run
 * alone: its key is taken, it was refused (which is remembered under its key), or the others could not commit with it.
 */
async function inCompany(
  root: EntityManager,
  call: CommandCall,
  claim: Claim,
  start: Start,
  useCase: () => Promise<object>,
): Promise<Uint8Array | undefined> {
  const opening = ['begin', `select bus_hold(${claimed(claim)})`, 'savepoint use_case'];
  const work = Work.unopened(root, call.surroundings, start, opening);
  return toItsEnd(work, async () => {
    const result = await work
      .run(useCase)
      .then(async (reply) => {
        if (!work.opened && work.isLarge) await work.batch('select 1');
        return { reply };
      })
      .catch((error: unknown) => ({ error }));
    if (work.keyTaken || (!work.opened && (work.trial || 'error' in result))) return undefined;
    if (work.opened)
      return settled(work, call, claim, async () => {
        if ('error' in result) throw result.error;
        return result.reply;
      });
    if ('error' in result) return undefined;
    const { answer, status, replyId, reply } = answered(work, call, result.reply);
    const [events, changes] = [work.outbox(), work.changeLog()];
    const ended = { claim, status, replyId, reply, inserts: work.takeWaiting(), events, changes };
    if (!(await groupOf(root).end(ended))) return undefined;
    work.release();
    return answer;
  });
}

/** Runs it to its end and commits; a refusal that stands is remembered under the key, and thrown. */
async function settled(work: Work, call: CommandCall, claim: Claim, run: () => Promise<object>): Promise<Uint8Array> {
  const place = `${literal(claim.actor)}, ${literal(claim.key)}`;
  try {
    const { answer, status, replyId, reply } = answered(work, call, await run());
    const memory = `${status}, ${literal(replyId)}, ${jsonLiteral(reply)}`;
    if (work.trial) {
      // What was put off goes out first: it is to be checked as well.
      await work.batch(
        `set constraints all immediate; rollback to savepoint use_case; select bus_settle(null, null, ${place}, ${memory}); commit`,
      );
      work.release();
      return answer;
    }
    killPoint('command.before-commit');
    await work.batch(
      `select bus_settle(${jsonLiteral(work.outbox())}, ${jsonLiteral(work.changeLog())}, ${place}, ${memory}); commit`,
    );
    killPoint('command.after-commit');
    work.release();
    return answer;
  } catch (error) {
    if (work.keyTaken) throw error;
    const refusal = asRefusal(error, call.command);
    if (!refusal || !stored(refusal)) throw refusal ?? error;
    const { kind, code, message, details, retryable } = refusal;
    const memory = jsonLiteral({ refusal: { kind, code, message, details, retryable } });
    work.forget();
    let undo = 'rollback to savepoint use_case; ';
    let kept = 'null, null';
    if (work.hasAftermath) {
      await work.batch(undo);
      undo = '';
      await work.runAftermath();
      kept = `${jsonLiteral(work.outbox())}, ${jsonLiteral(work.changeLog())}`;
    }
    await work.batch(`${undo}select bus_settle(${kept}, ${place}, ${statusOf[kind]}, null, ${memory}); commit`);
    work.release();
    throw refusal;
  }
}

/** The answer, and what is stored of it to give it again. */
function answered(work: Work, { command, storeReply }: CommandCall, reply: object) {
  work.freshen(reply);
  const status = command.status ?? 200;
  const { id } = reply as { id?: unknown };
  const replyId = typeof id === 'string' ? id : null;
  return { answer: encodeAnswer(status, reply), status, replyId, reply: storeReply ? reply : null };
}

/** Whatever is not over when `use` ends is rolled back. */
async function toItsEnd<R>(work: Work, use: () => Promise<R>): Promise<R> {
  try {
    return await use();
  } catch (error) {
    if (sqlState(error) === '55P03') {
      throw new Refusal('conflict', 'request.in-progress', '有人正在修改同一条记录，请重新提交。', { retryable: true });
    }
    throw error;
  } finally {
    if (!work.over) await work.rollback();
  }
}

const claimed = ({ actor, key, route, hash }: Claim): string => [actor, key, route, hash].map(literal).join(', ');

async function replay(call: CommandCall, found: Found, hash: string): Promise<Uint8Array> {
  if (found.route !== call.command.subject || found.request_hash !== hash) {
    throw refuse.rule('request.key-reused', '这个 Idempotency-Key 已用于另一次提交，请换一个新的。');
  }
  if (found.reply?.refusal) {
    const { kind, code, message, details, retryable } = found.reply.refusal;
    throw new Refusal(kind, code, message, { retryable, ...(details ? { details } : {}) });
  }
  const reply = found.reply ?? (await call.rebuild(found.reply_id ?? ''));
  return encodeAnswer(found.status ?? 200, reply, true);
}

const aggregateOf = ({ subject }: CommandClass): string => subject.split('.')[2] ?? 'request';

/** What a failure means to the sender, or undefined when it is trouble of our own. */
function asRefusal(error: unknown, command: CommandClass): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof OptimisticLockError) {
    return new Refusal('stale', `${aggregateOf(command)}.stale-version`, '该记录已被他人修改，请刷新后重新修改。');
  }
  if (sqlState(error) === '23505') {
    const { constraint } = error as { constraint?: string };
    const known = uniqueRules.get(constraint ?? '');
    if (known) return known();
    return refuse.conflict(`${aggregateOf(command)}.already-exists`, '该记录已存在，请查找原记录，不要重复登记。', {
      constraint,
    });
  }
  return undefined;
}

const uniqueRules = new Map<string, () => Refusal>();

/** What a broken unique index means in the words of the trade: the refusal that a command gets for it. */
export function whenNotUnique(constraint: string, refusal: () => Refusal): void {
  uniqueRules.set(constraint, refusal);
}
