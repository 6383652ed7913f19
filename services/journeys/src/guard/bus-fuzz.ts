import fc from 'fast-check';
import { departments, events, fieldsOf, requests, type EventClass, type Role } from '@linli/contracts';
import { record, spoilt, type KnownIds } from './messages.js';
import type { WireHeaders } from './envelope.js';

/** A message as it is put on the bus, past the gateway. `role` is whose real token it brings, where it brings one. */
export interface Thrown {
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly headers: WireHeaders;
  readonly role?: Role;
}

const bytes = (text: string): Uint8Array => Buffer.from(text);
const deep = (open: string, close: string, levels: number): string => open.repeat(levels) + close.repeat(levels);

/** Payloads that are no message at all. */
const brokenPayloads: readonly Uint8Array[] = [
  ...['', ' ', '{', 'null', 'true', '0', '"text"', '[]', '{}{}', '{"a":1e999}', '{"a":-0}', 'NaN', '\u0000'].map(bytes),
  ...[deep('[', ']', 50_000), deep('{"a":', '}', 20), `{"a":${deep('[', ']', 10_000)}}`, '['.repeat(90_000)].map(bytes),
  ...[`{"a":${'9'.repeat(5_000)}}`, `{"${'n'.repeat(60_000)}":1}`, `{"a":"${'x'.repeat(500_000)}"}`].map(bytes),
  ...[`{${Array.from({ length: 20_000 }, (_, n) => `"f${n}":${n}`).join()}}`, '{"__proto__":{"id":"1"},"a":1}'].map(
    bytes,
  ),
  ...[Buffer.from([0xff, 0xfe, 0x00]), Buffer.from([0xc3, 0x28]), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from([0])],
  Buffer.concat([bytes('{"a":"'), Buffer.from([0xf0, 0x9f, 0x8f]), bytes('"}')]),
  Buffer.from('{"a":1}', 'utf16le'),
];

const brokenHeaders: readonly WireHeaders[] = [
  ...['', '0', '-1', 'NaN', 'soon', '1e309', '9'.repeat(400)].map((ms) => ({ 'x-timeout-ms': ms })),
  ...['', 'x', '00-0-0-0', '\ufffd'.repeat(50), `00-${'f'.repeat(32)}-${'0'.repeat(16)}-zz`].map((traceparent) => ({
    traceparent,
  })),
  ...['', "'); --", 'x'.repeat(10_000), '关联', '\u0001\u0002'].map((id) => ({ 'x-correlation-id': id })),
  ...['', 'short', 'x'.repeat(2_000), '键键键键键键键键键', 'with blank in it'].map((key) => ({ 'x-key': key })),
  ...['x', '..', 'a.b.c', `sales-office.${Date.now()}.x`, 'x'.repeat(9_000)].map((token) => ({
    'x-token': '',
    'x-service': token,
  })),
  ...['x', '..', '...', 'a.b.c', 'x'.repeat(9_000)].map((token) => ({ 'x-token': token })),
  { 'x-token': ['a', 'b'], 'x-key': ['a', 'b'], 'x-timeout-ms': ['1', '2'] },
];

const cut = (whole: Uint8Array, at: number): Uint8Array => whole.subarray(0, at % Math.max(1, whole.length));
const flipped = (whole: Uint8Array, at: number): Uint8Array => {
  const copy = Uint8Array.from(whole);
  if (copy.length > 0) copy[at % copy.length]! ^= 0x80;
  return copy;
};

function mutated(message: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<Uint8Array> {
  const written = (of: fc.Arbitrary<object>) => of.map((value) => bytes(JSON.stringify(value)));
  const whole = written(message);
  return fc.oneof(
    { weight: 4, arbitrary: written(spoilt(message)) },
    { weight: 1, arbitrary: whole },
    { weight: 1, arbitrary: fc.tuple(whole, fc.nat()).map(([all, at]) => cut(all, at)) },
    { weight: 1, arbitrary: fc.tuple(whole, fc.nat()).map(([all, at]) => flipped(all, at)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
    { weight: 2, arbitrary: fc.constantFrom(...brokenPayloads) },
  );
}

/** Requests to every subject: mostly by somebody with a real token, so that they come as far as possible. */
export function thrownRequests(ids: KnownIds): fc.Arbitrary<Thrown> {
  return fc.constantFrom(...requests).chain((request) => {
    const { subject, roles = [] } = request;
    return fc
      .record({
        payload: mutated(record(fieldsOf(request), ids)),
        key: fc.uuid(),
        broken: fc.oneof(
          { weight: 3, arbitrary: fc.constant({}) },
          { weight: 2, arbitrary: fc.constantFrom(...brokenHeaders) },
        ),
        role: roles.length > 0 ? fc.constantFrom<Role | undefined>(...roles, undefined) : fc.constant(undefined),
      })
      .map(({ payload, key, broken, role }) => ({
        ...{ subject, payload, headers: { 'x-key': key, 'x-timeout-ms': '5000', ...broken } },
        ...(role ? { role } : {}),
      }));
  });
}

/** Events of every kind and wishes to hear them again, with their place in the order or without. */
export function thrownEvents(ids: KnownIds): fc.Arbitrary<Thrown> {
  const place = fc.record({
    id: fc.oneof(fc.uuid(), fc.constantFrom('', 'x', 'not-an-id', '0'.repeat(5_000))),
    sequence: fc.oneof(
      { weight: 3, arbitrary: fc.constant('1') },
      {
        weight: 2,
        arbitrary: fc.constantFrom('', '0', '-1', '1.5', 'first', '9007199254740991', '9'.repeat(300), '2'),
      },
    ),
    time: fc.constantFrom(new Date().toISOString(), '', 'yesterday', '9999999999999', '-271821-04-20T00:00:00Z'),
    about: fc.oneof(fc.uuid(), fc.constantFrom('', '*', 'x'.repeat(5_000), "'--")),
  });
  const event = fc.constantFrom<EventClass>(...events).chain((each) =>
    fc
      .record({ payload: mutated(record(fieldsOf(each), ids)), place })
      .map(({ payload, place: { id, sequence, time, about } }) => ({
        subject: `${each.subject}.${/^[\w-]{1,100}$/.test(about) ? about : 'someone'}`,
        payload,
        headers: {
          'ce-id': id,
          'ce-sequence': sequence,
          'ce-time': time,
          'ce-subject': about,
          'ce-type': each.subject,
        },
      })),
  );
  const wish = fc.constantFrom(...departments).chain((department) =>
    fc
      .record({
        aggregateType: fc.constantFrom<unknown>('complaint', '', null, 7, '\u0000', 'x'.repeat(5_000)),
        aggregateId: fc.oneof<fc.Arbitrary<unknown>[]>(fc.uuid(), fc.constantFrom<unknown>('', null, {}, '\u0000')),
        before: fc.constantFrom<unknown>(1, 0, -1, 2 ** 53 - 1, 2 ** 60, '1', null),
      })
      .chain((asked) => mutated(fc.constant(asked)))
      .map((payload) => ({ subject: `bus.${department}.republish`, payload, headers: {} })),
  );
  return fc.oneof({ weight: 5, arbitrary: event }, { weight: 1, arbitrary: wish });
}
