import { v7 } from 'uuid';

const POOL = 4_096;
const ID = 16;

// Random bytes are dear to ask for and cheap to ask for in bulk.
const pool = new Uint8Array(POOL);
let used = POOL;
let msecs = -Infinity;
let seq = 0;

/** A new identifier: UUIDv7, so that rows made later sort later; within a process also those of one millisecond. */
export function newId(): string {
  if (used === POOL) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  const random = pool.subarray(used, (used += ID));
  const now = Date.now();
  if (now > msecs) {
    msecs = now;
    // Half of the range is left for the ids of one millisecond.
    seq = ((random[6]! & 0x7f) << 24) | (random[7]! << 16) | (random[8]! << 8) | random[9]!;
  } else if (++seq > 0xffff_ffff) {
    msecs += 1;
    seq = 0;
  }
  return v7({ random, msecs, seq });
}
