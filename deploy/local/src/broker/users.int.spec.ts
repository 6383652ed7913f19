import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection, PermissionViolationError } from '@nats-io/transport-node';
import { connectBus, Files, type BusConnection } from '@linli/bus';
import { commands, departments, events, queries, subjectOf } from '@linli/contracts';
import { startNats, type NatsServer } from '@linli/testing/servers';
import { voicesOf } from '../docs/scan.js';
import { provision, rewind } from './provision.js';
import { producersOf, topologyOf } from './topology.js';
import { passwordVariable } from './users.js';

const MIB = 1_024 ** 2;
const settings = { replicas: 1, maxBytes: 8 * MIB, filesMaxBytes: 32 * MIB };
const users = [...departments, 'gateway', 'provision'];
const streamOf = (service: string) => `EVT_${service.toUpperCase().replaceAll('-', '_')}`;
const voices = voicesOf(resolve('.'));
const listeners = voices.flatMap((voice) => producersOf(voice).map((producer) => [voice.service, producer] as const));

let folder: string;
let server: NatsServer;
const connections = new Map<string, BusConnection>();
const of = (user: string): NatsConnection => connections.get(user)!.nc;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-users-'));
  const passwords = Object.fromEntries(users.map((user) => [passwordVariable(user), `of-${user}`]));
  server = await startNats({
    storeDir: join(folder, 'nats'),
    configFile: resolve('deploy/nats/users.conf'),
    environment: passwords,
  });
  for (const user of users) {
    const servers = server.url.replace('//', `//${user}:of-${user}@`);
    connections.set(user, await connectBus({ servers, name: user }));
  }
  await provision(of('provision'), topologyOf(voices), settings);
});

afterAll(async () => {
  await Promise.all([...connections.values()].map(({ nc }) => nc.close()));
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The subjects that the server refused while this was done. */
async function refusedDuring(nc: NatsConnection, deed: () => void): Promise<ReadonlySet<string>> {
  const refused = new Set<string>();
  const statuses = nc.status();
  const listening = (async () => {
    for await (const status of statuses) {
      if (status.type !== 'error' || status.error.name !== 'PermissionViolationError') continue;
      refused.add((status.error as PermissionViolationError).subject);
    }
  })();
  deed();
  // Two rounds: the server has then looked at all that was sent before, and its refusals have been read.
  await nc.flush();
  await nc.flush();
  (statuses as unknown as { stop(): void }).stop?.();
  await Promise.race([listening, new Promise((done) => setImmediate(done))]);
  return refused;
}

const subjectsOf = (messages: readonly { subject: string }[]) => messages.map(({ subject }) => subject);
const factsOf = (service: string) =>
  events.filter((event) => subjectOf(event).service === service).map(({ subject }) => `${subject}.an-id`);

/** Everything that is said on this bus, and what an intruder would try. */
const everything = [
  ...subjectsOf([...commands, ...queries]),
  ...events.map(({ subject }) => `${subject}.an-id`),
  ...departments.map((service) => `bus.${service}.republish`),
  ...departments.flatMap((service) => [`qry.${service}.outbox.heads`, `qry.${service}.outbox.events`]),
  ...departments.flatMap((service) => [
    `$JS.API.STREAM.CREATE.${streamOf(service)}`,
    `$JS.API.STREAM.DELETE.${streamOf(service)}`,
    `$JS.API.STREAM.PURGE.${streamOf(service)}`,
    `$JS.API.STREAM.MSG.GET.${streamOf(service)}`,
    `$JS.API.STREAM.MSG.DELETE.${streamOf(service)}`,
    `$JS.API.CONSUMER.CREATE.${streamOf(service)}`,
  ]),
  ...listeners.flatMap(([consumer, producer]) => [
    `$JS.API.CONSUMER.MSG.NEXT.${streamOf(producer)}.${consumer}--from--${producer}`,
    `$JS.API.CONSUMER.DELETE.${streamOf(producer)}.${consumer}--from--${producer}`,
    `$JS.ACK.${streamOf(producer)}.${consumer}--from--${producer}.1.1.1.1.1`,
  ]),
  ...users.map((user) => `_INBOX_${user}.forged`),
  '$SYS.REQ.SERVER.PING',
  '$KV.any.key',
  '$KV.counters.requests.1.somebody',
];

/** What a department may send, in the words of the design and not by the generator. */
function maySend(service: string): ReadonlySet<string> {
  const own = listeners.filter(([consumer]) => consumer === service);
  return new Set([
    ...factsOf(service),
    `$JS.API.STREAM.MSG.GET.${streamOf(service)}`,
    ...subjectsOf(queries.filter((query) => query.services?.includes(service))),
    ...own.flatMap(([, producer]) => [
      `bus.${producer}.republish`,
      `qry.${producer}.outbox.heads`,
      `qry.${producer}.outbox.events`,
      `$JS.API.CONSUMER.MSG.NEXT.${streamOf(producer)}.${service}--from--${producer}`,
      `$JS.ACK.${streamOf(producer)}.${service}--from--${producer}.1.1.1.1.1`,
    ]),
  ]);
}

const forPeople = [...commands, ...queries].filter(({ roles, open }) => open || roles?.length);

describe.each(departments)('the user of %s', (service) => {
  it('sends its own facts, its questions and its acknowledgements, and nothing else', async () => {
    const nc = of(service);
    const refused = await refusedDuring(nc, () => everything.forEach((subject) => nc.publish(subject)));
    expect(everything.filter((subject) => !refused.has(subject)).sort()).toEqual([...maySend(service)].sort());
  });

  it('hears what it is asked, as one of its replicas, and nothing that others are told', async () => {
    const nc = of(service);
    const others = departments.filter((each) => each !== service);
    const wanted = [`cmd.${service}.>`, `qry.${service}.>`, `bus.${service}.republish`];
    const foreign = [
      ...others.flatMap((other) => [`cmd.${other}.>`, `qry.${other}.>`, `evt.${other}.>`, `_INBOX_${other}.>`]),
      '>',
      '$JS.ACK.>',
    ];
    const ends = (subject: string, queue?: string) =>
      nc.subscribe(subject, { max: 1, ...(queue ? { queue } : {}), callback: () => undefined });
    const asReplica = await refusedDuring(nc, () => [...wanted, ...foreign].forEach((each) => ends(each, service)));
    expect([...asReplica].sort()).toEqual([...foreign].sort());
    const alone = await refusedDuring(nc, () => wanted.forEach((each) => ends(each)));
    expect([...alone].sort()).toEqual([...wanted].sort());
  });
});

describe('the user of the gateway', () => {
  it('asks what people may ask, and tells no facts', async () => {
    const nc = of('gateway');
    const refused = await refusedDuring(nc, () => everything.forEach((subject) => nc.publish(subject)));
    const mayAsk = [...subjectsOf(forPeople), '$KV.counters.requests.1.somebody'];
    expect(everything.filter((subject) => !refused.has(subject)).sort()).toEqual(mayAsk.sort());
  });

  it('hears facts and its own answers, and no question and no answer of others', async () => {
    const nc = of('gateway');
    const foreign = ['cmd.>', 'qry.>', 'bus.>', '$JS.>', '>', ...departments.map((service) => `_INBOX_${service}.>`)];
    const listen = (subject: string) => nc.subscribe(subject, { max: 1, callback: () => undefined });
    const refused = await refusedDuring(nc, () => ['evt.>', ...foreign].forEach(listen));
    expect([...refused].sort()).toEqual(foreign.sort());
  });
});

describe('over these users', () => {
  it('a question of one department is answered by another', async () => {
    const [query] = queries.filter(({ services }) => services?.includes('info-sharing'));
    const { service } = subjectOf(query!);
    const subscription = of(service).subscribe(query!.subject, {
      queue: service,
      callback: (_error, msg) => void msg.respond('here'),
    });
    await of(service).flush();
    expect((await of('info-sharing').request(query!.subject)).string()).toBe('here');
    subscription.unsubscribe();
  });

  it.each(listeners)('%s takes and acknowledges what %s told', async (consumer, producer) => {
    const [fact] = factsOf(producer);
    const { seq } = await jetstream(of(producer)).publish(fact!, '{}', { expect: { streamName: streamOf(producer) } });
    const durable = await jetstream(of(consumer)).consumers.get(streamOf(producer), `${consumer}--from--${producer}`);
    for (;;) {
      const msg = await durable.next({ expires: 2_000 });
      msg!.working();
      expect(await msg!.ackAck()).toBe(true);
      if (msg!.seq === seq) break;
    }
    expect((await durable.info()).num_ack_pending).toBe(0);
  });

  it('a file goes from the gateway to a department that takes files, and is gone when it says so', async () => {
    const [taker] = voices.filter((voice) => voice.carriesFiles && voice.service !== 'gateway');
    const ref = await new Files(of('gateway')).put(Buffer.alloc(300_000, 7), { name: 'a', type: 'b', owner: 'c' });
    const files = new Files(of(taker!.service));
    expect((await files.get(ref.fileId)).bytes).toHaveLength(300_000);
    await files.remove(ref.fileId);
    await expect(files.get(ref.fileId)).rejects.toThrow('没有这个文件');
    const stranger = departments.find((each) => !voices.some((v) => v.service === each && v.carriesFiles));
    await expect(new Files(of(stranger!)).get(ref.fileId)).rejects.toThrow('文件暂时无法读取');
  });
});

describe('the provisioning step', () => {
  it('finds all well the second time', async () => {
    expect(await provision(of('provision'), topologyOf(voices), settings)).toEqual([]);
  });

  it('lets grow what is too small and repairs what was changed, and never shrinks', async () => {
    const jsm = await jetstreamManager(of('provision'), { checkAPI: false });
    await jsm.consumers.update('EVT_SALES_OFFICE', 'client-club--from--sales-office', {
      max_deliver: 3,
      max_ack_pending: 9_999,
    });
    const done = await provision(of('provision'), topologyOf(voices), { ...settings, maxBytes: 9 * MIB });
    expect(done).toContain(`stream EVT_COMPLAINTS: max_bytes ${8 * MIB} became ${9 * MIB}`);
    expect(done).toContain('consumer client-club--from--sales-office: max_deliver 3 became -1');
    expect(await provision(of('provision'), topologyOf(voices), settings)).toEqual([]);
    expect((await jsm.streams.info('EVT_COMPLAINTS')).config.max_bytes).toBe(9 * MIB);
    expect((await jsm.consumers.info('EVT_SALES_OFFICE', 'client-club--from--sales-office')).config).toMatchObject({
      max_deliver: -1,
      max_ack_pending: 9_999,
    });
  });

  it('has a restored department hear again what was told since, and finds that well afterwards', async () => {
    const [fact] = factsOf('property-move-in');
    const tell = () => jetstream(of('property-move-in')).publish(fact!, '{}');
    const hear = async () => {
      const durable = await jetstream(of('sales-office')).consumers.get(
        'EVT_PROPERTY_MOVE_IN',
        'sales-office--from--property-move-in',
      );
      const msg = await durable.next({ expires: 1_000 });
      await msg?.ackAck();
      return msg?.seq;
    };
    await tell();
    while ((await hear()) !== undefined);
    const since = new Date();
    const { seq } = await tell();
    expect([await hear(), await hear()]).toEqual([seq, undefined]);
    const done = await rewind(of('provision'), topologyOf(voices), 'sales-office', since);
    expect(done).toContain(
      `consumer sales-office--from--property-move-in hears again what was told since ${since.toISOString()}`,
    );
    expect([await hear(), await hear()]).toEqual([seq, undefined]);
    expect(await provision(of('provision'), topologyOf(voices), { ...settings, maxBytes: 9 * MIB })).toEqual([]);
    await expect(rewind(of('provision'), topologyOf(voices), 'gateway', since)).rejects.toThrow('hears of nobody');
  });

  it('makes a lost consumer again and says what it may not decide', async () => {
    const jsm = await jetstreamManager(of('provision'), { checkAPI: false });
    await jsm.consumers.delete('EVT_SALES_OFFICE', 'client-club--from--sales-office');
    await jsm.consumers.delete('EVT_SALES_OFFICE', 'property-move-in--from--sales-office');
    await jsm.consumers.add('EVT_SALES_OFFICE', {
      durable_name: 'property-move-in--from--sales-office',
      ack_policy: 'none',
    });
    await expect(provision(of('provision'), topologyOf(voices), settings)).rejects.toThrow(
      'consumer property-move-in--from--sales-office has ack_policy none and should have explicit',
    );
    expect((await jsm.consumers.info('EVT_SALES_OFFICE', 'client-club--from--sales-office')).name).toBe(
      'client-club--from--sales-office',
    );
  });
});
