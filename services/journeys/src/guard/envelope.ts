import { headers as natsHeaders } from '@nats-io/transport-node';
import type { House } from '../house.js';

/** What comes back over the bus, as it is. */
export interface Envelope {
  readonly ok: boolean;
  readonly status?: number;
  readonly data?: unknown;
  readonly error?: { readonly kind: string; readonly code: string; readonly message: string };
}

/** Headers by name; several values are several headers of one name. */
export type WireHeaders = Readonly<Record<string, string | readonly string[]>>;

/** Sends bytes straight to a subject and reads the envelope that comes back. Throws when there is none. */
export async function wired(
  house: House,
  subject: string,
  payload: string | Uint8Array,
  given: WireHeaders,
): Promise<Envelope> {
  const answer = await house.wire.request(subject, payload, { headers: headersOf(given), timeout: 6_000 });
  const envelope = JSON.parse(answer.string()) as Envelope;
  if (typeof envelope.ok !== 'boolean' || (!envelope.ok && !envelope.error?.code))
    throw new Error(`${subject} answered what is no envelope: ${answer.string().slice(0, 200)}`);
  return envelope;
}

/** Puts bytes on a subject and waits for no answer but the broker's. */
export async function tell(house: House, subject: string, payload: Uint8Array, given: WireHeaders): Promise<void> {
  house.wire.publish(subject, payload, { headers: headersOf(given) });
  await house.wire.flush();
}

function headersOf(given: WireHeaders) {
  const headers = natsHeaders();
  for (const [name, values] of Object.entries(given)) for (const value of [values].flat()) headers.append(name, value);
  return headers;
}
