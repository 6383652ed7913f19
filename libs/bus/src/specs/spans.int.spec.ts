import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@linli/kernel';
import { colleague, eventually, ServiceUnderTest, SpanCollector } from '@linli/testing';
import { startTelemetry, traceIdOf, type Telemetry } from '../telemetry.js';
import { kitchen, KitchenModule, PlaceOrder, PlateAdded, shop, ShopModule, trouble } from './scratch.js';

describe('Spans inside a service', () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  let collector: SpanCollector;
  let telemetry: Telemetry;
  let theShop: ServiceUnderTest;
  let theKitchen: ServiceUnderTest;
  beforeAll(async () => {
    collector = await SpanCollector.start();
    Object.assign(process.env, collector.environment);
    telemetry = await startTelemetry({ serviceName: 'shop', version: '0.1.0' });
    theShop = await ServiceUnderTest.start(ShopModule, shop);
    theKitchen = await ServiceUnderTest.start(KitchenModule, kitchen, { beside: theShop, haste: 1_000 });
  }, 60_000);
  afterAll(async () => {
    trouble.clear();
    await theKitchen.stop();
    await theShop.stop();
    await telemetry.stop();
    await collector.close();
  });

  test('a command stands under its caller, and the reaction to what it told under the command', async () => {
    await theShop.ask(colleague('CASHIER'), PlaceOrder, { dish: 'tea' }, { traceparent });
    const traceId = traceIdOf(traceparent);
    const on = `on ${PlateAdded.subject}`;
    await eventually(() => collector.span(on, traceId) && collector.span(PlaceOrder.subject, traceId), 'no spans came');
    const [command, reaction] = [collector.span(PlaceOrder.subject, traceId), collector.span(on, traceId)];
    expect(command).toMatchObject({ kind: 2, parentSpanId: 'b7ad6b7169203331' });
    expect(reaction).toMatchObject({ kind: 5, parentSpanId: command.spanId });
  });

  test('each try of a reaction is one, and one that failed says so without words of its own', async () => {
    trouble.add('duck');
    const orderId = newId();
    await theKitchen.tell(PlateAdded, { orderId, dish: 'duck', plates: 1 }, { aggregateId: orderId, sequence: 1 });
    const failed = () => collector.spans().filter(({ status }) => status.code === 2);
    await eventually(() => failed().length >= 2, 'the failures were not traced');
    expect(new Set(failed().map(({ name }) => name))).toEqual(new Set([`on ${PlateAdded.subject}`]));
    expect(JSON.stringify(collector.received)).not.toContain('the stove is out of order');
  });

  test('a clock that fires is one, and looking for one is none', async () => {
    expect(() => collector.span('clock shop.remind')).toThrow('never saw');
    await theShop.travel('61 minutes');
    const clock = await eventually(() => collector.span('clock shop.remind'), 'the clock was not traced');
    expect(clock).toMatchObject({ kind: 1 });
    expect(clock.parentSpanId ?? '').toBe('');
    expect(
      collector
        .spans()
        .filter(({ name }) => name.startsWith('clock'))
        .map(({ name }) => name),
    ).toEqual([clock.name]);
  });
});
