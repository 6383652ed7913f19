import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTelemetry, type Telemetry } from '@linli/bus';
import { RegisterComplaint } from '@linli/contracts';
import { colleague, eventually, SpanCollector, type CollectedSpan } from '@linli/testing';
import { House } from './house.js';

describe('A trace', () => {
  let collector: SpanCollector;
  let telemetry: Telemetry;
  let house: House;
  beforeAll(async () => {
    collector = await SpanCollector.start();
    Object.assign(process.env, collector.environment);
    telemetry = await startTelemetry({ serviceName: 'house', version: '0.1.0' });
    house = await House.open('complaints', 'info-sharing');
  }, 60_000);
  afterAll(async () => {
    await house.close();
    await telemetry.stop();
    await collector.close();
  });

  /** The spans from this one up to the first. */
  const upwards = (span: CollectedSpan): CollectedSpan[] => {
    const parent = collector
      .spans()
      .find(({ spanId, traceId }) => spanId === span.parentSpanId && traceId === span.traceId);
    return parent ? [span, ...upwards(parent)] : [span];
  };

  test('leads from the HTTP request through the command to the reaction in another department', async () => {
    const desk = house.desk(colleague('COMPLAINT_HANDLER'));
    await desk.ask(RegisterComplaint, {
      ...{
        projectId: 'binjiang',
        channel: 'HOTLINE',
        source: 'DIRECT',
        customerKind: 'OWNER',
        room: '3-1-1201',
        category: 'QUALITY',
      },
      ...{
        customerName: '王芳',
        phone: '13800138000',
        urgency: 'URGENT',
        content: '厨房顶棚渗水',
        dueOn: '2030-01-01',
      },
    });
    const way = await eventually(() => {
      const spans = upwards(collector.span('on evt.complaints.party.registered'));
      return spans.length === 3 ? spans : undefined;
    }, 'the reaction is not under the request');
    expect(way.map((span) => span.name)).toEqual([
      'on evt.complaints.party.registered',
      RegisterComplaint.subject,
      'RegisterComplaint',
    ]);
    expect(way.map((span) => span.kind)).toEqual([5, 2, 2]);
    expect(JSON.stringify(collector.received)).not.toMatch(/王芳|13800138000/);
  });
});
