import { subjectOf, lifeReaders, type RequestClass, type Role } from '@linli/contracts';
import type { Actor } from '@linli/bus';
import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';

/** Something changed: what happened to which aggregate. Ids only; whoever wants more asks for it and is asked who he is. */
export interface Change {
  /** The event's id, under which a listener goes on after his connection was lost. */
  readonly id: string;
  /** `evt.complaints.complaint.registered` */
  readonly event: string;
  readonly aggregateId: string;
  readonly projectId?: string;
  readonly at: string;
}

export interface Listener {
  readonly actor: Actor;
  readonly hear: (change: Change) => void;
  /** Changes were missed and cannot be told any more: what is on the screen must be read anew. */
  readonly reset: () => void;
}

const KEPT = 10_000;
/** Two gateways hear the same events in slightly different orders: so much before the last one heard is told again. */
const OVERLAP_MS = 2_000;

interface Heard {
  readonly change: Change;
  readonly heardAt: number;
}

/** What has changed in all departments, heard from the bus as it happens and kept for a while for those who come back. */
export class Changes {
  private readonly listeners = new Set<Listener>();
  private readonly readers: ReadonlyMap<string, ReadonlySet<Role>>;
  private readonly known = new Set<string>();
  private kept: Heard[] = [];
  private subscription?: Subscription;

  constructor(
    private readonly nc: NatsConnection,
    requests: readonly RequestClass[],
  ) {
    this.readers = readersOf(requests);
  }

  start(): void {
    this.subscription = this.nc.subscribe('evt.>', { callback: (error, msg) => void (error ?? this.receive(msg)) });
    void this.watch();
  }

  stop(): void {
    this.subscription?.unsubscribe();
    this.listeners.clear();
  }

  /** From now on the listener hears what he may see; first, what he missed since `last`. The result ends it. */
  listen(listener: Listener, last?: string): () => void {
    if (last !== undefined) this.catchUp(listener, last);
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Staff who may read such an aggregate, of his projects. What names no project is for those who work for the whole company. */
  maySee(actor: Actor, change: Change): boolean {
    const [, service, aggregate] = change.event.split('.');
    const roles = this.readers.get(`${service}.${aggregate}`);
    if (!roles || !actor.roles.some((role) => roles.has(role))) return false;
    return change.projectId === undefined ? actor.seesAll : actor.sees(change.projectId);
  }

  private catchUp(listener: Listener, last: string): void {
    const found = this.kept.findIndex(({ change }) => change.id === last);
    if (found < 0) {
      listener.reset();
      return;
    }
    const since = this.kept[found]!.heardAt - OVERLAP_MS;
    for (const { change, heardAt } of this.kept)
      if (heardAt >= since && change.id !== last && this.maySee(listener.actor, change)) listener.hear(change);
  }

  private receive(msg: Msg): void {
    const change = changeOf(msg);
    if (!change || this.known.has(change.id)) return;
    this.known.add(change.id);
    this.kept.push({ change, heardAt: Date.now() });
    // Thrown away in bulk, so that each event costs the same.
    if (this.kept.length > 2 * KEPT) {
      for (const { change: old } of this.kept.slice(0, -KEPT)) this.known.delete(old.id);
      this.kept = this.kept.slice(-KEPT);
    }
    for (const listener of this.listeners) if (this.maySee(listener.actor, change)) listener.hear(change);
  }

  /** While the bus is away nobody knows what happens: afterwards everybody reads anew. */
  private async watch(): Promise<void> {
    for await (const { type } of this.nc.status()) {
      if (type !== 'reconnect') continue;
      this.kept = [];
      this.known.clear();
      for (const listener of this.listeners) listener.reset();
    }
  }
}

/** Who may read which kind of aggregate, as the questions about it say; parties outside the company see only what is theirs, so they hear nothing. */
function readersOf(requests: readonly RequestClass[]): ReadonlyMap<string, ReadonlySet<Role>> {
  const readers = new Map<string, Set<Role>>();
  for (const request of requests) {
    const { kind, service, aggregate } = subjectOf(request);
    if (kind !== 'qry' || !request.http) continue;
    const roles = readers.get(`${service}.${aggregate}`) ?? new Set<Role>();
    for (const role of request.roles ?? []) if (lifeReaders.includes(role)) roles.add(role);
    readers.set(`${service}.${aggregate}`, roles);
  }
  return readers;
}

function changeOf(msg: Msg): Change | undefined {
  const header = (name: string) => msg.headers?.get(name) ?? '';
  const [id, event, aggregateId, at] = ['ce-id', 'ce-type', 'ce-subject', 'ce-time'].map(header);
  if (!id || !event || !aggregateId || !at) return undefined;
  const projectId = projectOf(msg);
  return { id, event, aggregateId, at, ...(projectId === undefined ? {} : { projectId }) };
}

function projectOf(msg: Msg): string | undefined {
  try {
    const { projectId } = msg.json<{ projectId?: unknown }>();
    return typeof projectId === 'string' ? projectId : undefined;
  } catch {
    return undefined;
  }
}
