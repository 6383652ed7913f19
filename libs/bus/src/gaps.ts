import { metrics } from './metrics.js';

/** A gap that nobody came upon for so long was closed by another replica; what waits comes again within 30 s. */
const FORGOTTEN_MS = 120_000;

interface Gap {
  since: number;
  seen: number;
}

/** The aggregates of which this consumer waits for a missing event, and for how long. */
export class Gaps {
  private readonly open = new Map<string, Gap>();

  constructor(private readonly patienceMs: number) {}

  /** Notes that something is missing; true when it has been for too long, and then not again before the same time has passed. */
  isTooOld(place: string, now = Date.now()): boolean {
    for (const [each, { seen }] of this.open) if (now - seen > FORGOTTEN_MS) this.close(each);
    const gap = this.open.get(place);
    if (!gap) {
      this.open.set(place, { since: now, seen: now });
      metrics.gapOpen.inc();
      return false;
    }
    gap.seen = now;
    if (now - gap.since <= this.patienceMs) return false;
    gap.since = now;
    return true;
  }

  /** Nobody waits any more. */
  closeAll(): void {
    for (const place of this.open.keys()) this.close(place);
  }

  /** Nothing is missing any more. */
  close(place: string): void {
    if (this.open.delete(place)) metrics.gapOpen.dec();
  }
}
