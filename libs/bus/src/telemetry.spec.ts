import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Refusal } from '@linli/kernel';
import { SpanCollector } from '@linli/testing';
import { inSpan, startTelemetry, traceIdOf, traceparentOf, type Telemetry } from './telemetry.js';

const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const shape = /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/;

describe('Traces without a collector', () => {
  test('have ids all the same, each its own', () => {
    const made = Array.from({ length: 1_000 }, () => traceparentOf());

    expect(made.every((each) => shape.test(each))).toBe(true);
    expect(new Set(made.map(traceIdOf)).size).toBe(1_000);
  });

  test('go on with the id that came in', () => {
    expect(inSpan('register', 'server', parent, undefined, (traceparent) => traceIdOf(traceparent))).toBe(
      traceIdOf(parent),
    );
  });

  test.each([
    '',
    'nonsense',
    `${parent}0`,
    '00-00000000000000000000000000000000-b7ad6b7169203331-01',
    `${parent}\r\nx: y`,
  ])('begin anew when what came in cannot be read: %j', (incoming) => {
    expect(traceparentOf(incoming)).toMatch(shape);
    expect(traceparentOf(incoming)).not.toBe(incoming);
  });

  test('load nothing', async () => {
    expect((await startTelemetry({ serviceName: 'complaints', version: '0.1.0' }, {})).on).toBe(false);
    expect(inSpan('register', 'internal', undefined, {}, () => 42)).toBe(42);
  });
});

describe('Traces with a collector', () => {
  let collector: SpanCollector;
  let telemetry: Telemetry;

  beforeAll(async () => {
    collector = await SpanCollector.start();
    Object.assign(process.env, collector.environment);
    telemetry = await startTelemetry({ serviceName: 'complaints', version: '0.1.0' });

    await inSpan('POST /complaints', 'server', parent, { 'http.route': '/complaints' }, async (outer) => {
      await inSpan('cmd.complaints.complaint.register', 'client', undefined, undefined, async () => undefined);
      expect(outer).toMatch(shape);
      expect(traceIdOf(outer)).toBe(traceIdOf(parent));
      expect(traceparentOf('00-11111111111111111111111111111111-2222222222222222-01')).toBe(outer);
    });
    const refused = new Refusal('rule', 'complaint.closed', 'The complaint is closed.');
    await expect(inSpan('refused', 'internal', undefined, undefined, () => Promise.reject(refused))).rejects.toBe(
      refused,
    );
    expect(() =>
      inSpan('failed', 'internal', undefined, undefined, () => {
        throw new TypeError('王芳 13800138000');
      }),
    ).toThrow(TypeError);
    await telemetry.stop();
  });
  afterEach(() => expect(telemetry.on).toBe(true));
  afterAll(() => collector.close());

  test('arrive with the name of the service', () => {
    expect(collector.received[0]?.resourceSpans[0]?.resource.attributes).toContainEqual({
      key: 'service.name',
      value: { stringValue: 'complaints' },
    });
  });

  test('hang together: the caller, the request, what it asked', () => {
    const request = collector.span('POST /complaints');
    expect(request).toMatchObject({ traceId: traceIdOf(parent), parentSpanId: 'b7ad6b7169203331', kind: 2 });
    expect(request.attributes).toContainEqual({ key: 'http.route', value: { stringValue: '/complaints' } });
    expect(collector.span('cmd.complaints.complaint.register')).toMatchObject({
      traceId: traceIdOf(parent),
      parentSpanId: request.spanId,
      kind: 3,
    });
  });

  test('tell a refusal from a failure, and hold no text of either', () => {
    expect(collector.span('refused').attributes).toContainEqual({
      key: 'error.type',
      value: { stringValue: 'complaint.closed' },
    });
    expect(collector.span('refused').status.code).not.toBe(2);
    expect(collector.span('failed').attributes).toContainEqual({
      key: 'error.type',
      value: { stringValue: 'TypeError' },
    });
    expect(collector.span('failed').status.code).toBe(2);
    expect(JSON.stringify(collector.received)).not.toMatch(/王芳|13800138000/);
  });
});
