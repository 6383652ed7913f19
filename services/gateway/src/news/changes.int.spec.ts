import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, headers as natsHeaders, type NatsConnection } from '@nats-io/transport-node';
import { GetComplaint, type Role } from '@linli/contracts';
import { eventually, workerNats, type Person } from '@linli/testing';
import { FrontDoor } from '../test/front-door.js';

const app = 'https://app.example.com';
let door: FrontDoor;
let bus: NatsConnection;
const open: AbortController[] = [];

beforeAll(async () => {
  door = await FrontDoor.open({ requests: [GetComplaint], corsOrigins: [app] });
  bus = await connect({ servers: await workerNats() });
});

afterEach(() => open.splice(0).forEach((each) => each.abort()));

afterAll(async () => {
  await door.close();
  await bus.close();
});

const person = (role: Role, ...projects: string[]): Person => ({
  id: `u-${role}-${projects.join()}`,
  name: role,
  roles: [role],
  projects,
});
const handler = person('COMPLAINT_HANDLER', 'riverside');

interface Heard {
  readonly id?: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A screen that listens: what it has heard so far. */
async function screen(
  who: Person,
  last?: string,
  at = door,
): Promise<{ heard: Heard[]; headers: Headers; hangUp(): void }> {
  const control = new AbortController();
  open.push(control);
  const response = await fetch(`${at.gateway.url}/changes`, {
    signal: control.signal,
    headers: {
      authorization: `Bearer ${await at.issuer.token(who)}`,
      origin: app,
      ...(last ? { 'last-event-id': last } : {}),
    },
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  const heard: Heard[] = [];
  const reading = async () => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const part of response.body!) {
      text += decoder.decode(part as Uint8Array, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
        const type = field('event');
        if (type)
          heard.push({
            ...(field('id') ? { id: field('id')! } : {}),
            type,
            data: JSON.parse(field('data')!) as Heard['data'],
          });
      }
    }
  };
  reading().catch(() => undefined);
  return { heard, headers: response.headers, hangUp: () => control.abort() };
}

/** A department tells a fact, as its relay does. Its id. */
async function tell(event: string, payload: object, id: string = randomUUID()): Promise<string> {
  const aggregateId = randomUUID();
  const headers = natsHeaders();
  for (const [name, value] of Object.entries({
    'ce-id': id,
    'ce-type': event,
    'ce-subject': aggregateId,
    'ce-time': '2026-05-01T01:30:00.000Z',
  }))
    headers.set(name, value);
  bus.publish(`${event}.${aggregateId}`, JSON.stringify(payload), { headers });
  await bus.flush();
  return id;
}

const registered = 'evt.complaints.complaint.registered';
/** Waits until a screen has heard exactly these, in this order; a failure shows what it heard instead. */
const hears = (listening: { heard: readonly Heard[] }, ...ids: readonly string[]) =>
  eventually(() => {
    expect(idsOf(listening)).toEqual(ids);
    return true;
  }, 'not everything was heard');

const idsOf = ({ heard }: { heard: readonly Heard[] }) => heard.map(({ id }) => id);

describe('a screen that listens to what changed', () => {
  it('hears what it may read, with ids and nothing else', async () => {
    const listening = await screen(handler);
    const id = await tell(registered, { complaintId: 'x', projectId: 'riverside', secret: '王芳' });
    await hears(listening, id);
    const [{ type, data }] = listening.heard as [Heard];
    expect(type).toBe('change');
    expect(Object.keys(data).sort()).toEqual(['aggregateId', 'at', 'event', 'projectId']);
    expect(data).toMatchObject({ event: registered, projectId: 'riverside', at: '2026-05-01T01:30:00.000Z' });
  });

  it('hears nothing of other projects, of aggregates that its role may not read, and of the whole company unless it sees all', async () => {
    const listening = await screen(handler);
    const everywhere = await screen(person('LEADERSHIP', '*'));
    const elsewhere = await tell(registered, { projectId: 'hillside' });
    await tell('evt.sales-office.unit.sold', { projectId: 'riverside' });
    const nowhere = await tell(registered, {});
    const mine = await tell(registered, { projectId: 'riverside' });
    await hears(listening, mine);
    await hears(everywhere, elsewhere, nowhere, mine);
  });

  it('goes on after a lost connection where it stopped, and hears a repeated fact once', async () => {
    const before = await screen(handler);
    const first = await tell(registered, { projectId: 'riverside' });
    await hears(before, first);
    before.hangUp();
    const missed = await tell(registered, { projectId: 'riverside' });
    await tell(registered, { projectId: 'riverside' }, missed);
    const after = await screen(handler, first);
    const later = await tell(registered, { projectId: 'riverside' });
    // What was heard in the two seconds before may come again; what was missed must come, and once.
    await eventually(() => idsOf(after).at(-1) === later, 'the later change was not told');
    expect(idsOf(after).slice(-2)).toEqual([missed, later]);
    expect(idsOf(after).filter((id) => id === missed)).toHaveLength(1);
  });

  it('goes on at another gateway where it stopped: nothing is missed, and what comes twice is known by its id', async () => {
    const other = await FrontDoor.open({ requests: [GetComplaint] });
    try {
      const told: string[] = [];
      const fact = async () => void told.push(await tell(registered, { projectId: 'riverside' }));
      const heard: string[] = [];
      let last: string | undefined;
      for (const at of [door, other, door]) {
        const here = await screen(handler, last, at);
        for (let each = 0; each < 3; each++) await fact();
        await eventually(() => idsOf(here).at(-1) === told.at(-1), 'the last change was not told');
        here.hangUp();
        expect(here.heard.map(({ type }) => type)).not.toContain('reset');
        expect(new Set(idsOf(here)).size).toBe(here.heard.length);
        heard.push(...(idsOf(here) as string[]));
        last = heard.at(-1);
        await fact();
      }
      const end = await screen(handler, last, other);
      await eventually(() => idsOf(end).at(-1) === told.at(-1), 'what was missed was not told');
      // What was told in the two seconds before may come again, also what other screens had heard.
      const own = [...heard, ...(idsOf(end) as string[])].filter((id) => told.includes(id));
      expect([...new Set(own)]).toEqual(told);
    } finally {
      await other.close();
    }
  });

  it('is told to read anew when nobody knows what it missed', async () => {
    const lost = await screen(handler, randomUUID());
    await eventually(() => lost.heard.length > 0, 'nobody said reset');
    expect(lost.heard.map(({ type }) => type)).toEqual(['reset']);
  });

  it('needs a token and a role of the company’s staff', async () => {
    const none = await fetch(`${door.gateway.url}/changes`);
    expect(none.status).toBe(401);
    await expect(screen(person('BANK', 'riverside'))).rejects.toThrow('403');
  });

  it('may be open five times for one person, not six', async () => {
    const collector = person('CS_SUPERVISOR', 'riverside');
    for (let each = 0; each < 5; each++) await screen(collector);
    await expect(screen(collector)).rejects.toThrow('429');
  });

  it('may stand on a page of an allowed origin only', async () => {
    expect((await screen(handler)).headers.get('access-control-allow-origin')).toBe(app);
    const preflight = (origin: string) =>
      fetch(`${door.gateway.url}/changes`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' },
      });
    expect((await preflight(app)).headers.get('access-control-allow-origin')).toBe(app);
    expect((await preflight('https://evil.example.com')).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('is heard off when the gateway stops, at once', async () => {
    const other = await FrontDoor.open({ requests: [GetComplaint] });
    const response = await fetch(`${other.gateway.url}/changes`, {
      headers: { authorization: `Bearer ${await other.issuer.token(handler)}` },
    });
    const began = performance.now();
    await other.close();
    expect(performance.now() - began).toBeLessThan(3_000);
    await response.text().catch(() => undefined);
  });
});
