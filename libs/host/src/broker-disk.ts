import { Gauge, register } from 'prom-client';

/** What nats-server says of itself on its monitoring port; 2.10 and later know `sync_always`. */
interface Varz {
  readonly server_name?: string;
  readonly version?: string;
  readonly jetstream?: { readonly config?: { readonly sync_always?: boolean } };
}

const WITHIN_MS = 2_000;

/**
 * Asks every broker whether what it has acknowledged is on the disk, sets `nats_sync_always` (1 when all do, 0 when one does not) and
 * returns what is wrong, one sentence each. By itself a broker writes every 2 minutes and a power cut takes the rest. One that does not
 * answer is told of and leaves the metric as it is. Never rejects.
 */
export async function checkBrokerDisks(monitors: readonly string[]): Promise<string[]> {
  const answers = await Promise.all(monitors.map(ask));
  const known = answers.filter(({ always }) => always !== undefined);
  if (known.length > 0) gauge().set(known.every(({ always }) => always) ? 1 : 0);
  return answers.flatMap(({ wrong }) => (wrong ? [wrong] : []));
}

async function ask(monitor: string): Promise<{ always?: boolean; wrong?: string }> {
  try {
    const answer = await fetch(new URL('/varz', monitor), { signal: AbortSignal.timeout(WITHIN_MS) });
    if (!answer.ok) throw new Error(`it answered ${answer.status}`);
    const { server_name: name = monitor, version = 'unknown', jetstream } = (await answer.json()) as Varz;
    if (jetstream?.config?.sync_always) return { always: true };
    const wrong = `NATS server ${name} (${version}) acknowledges events before they are on its disk; set "sync_interval: always" in its jetstream block (2.10 or later)`;
    return { always: false, wrong };
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'no answer';
    return { wrong: `NATS_MONITOR_URL ${monitor} cannot be asked whether events are on the disk: ${reason}` };
  }
}

const NAME = 'nats_sync_always';

function gauge(): Gauge {
  const known = register.getSingleMetric(NAME) as Gauge | undefined;
  return known ?? new Gauge({ name: NAME, help: 'Whether every broker has what it acknowledged on its disk' });
}
