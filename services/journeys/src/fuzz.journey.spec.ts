import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FindCustomers, RegisterProspect } from '@linli/contracts';
import { colleague, eventually, LogLines } from '@linli/testing';
import { thrownEvents, thrownRequests } from './guard/bus-fuzz.js';
import { tell, wired, type WireHeaders } from './guard/envelope.js';
import { liveAsCanaries, projectId } from './guard/canary-life.js';
import { Description, fire, shots } from './guard/http-fuzz.js';
import { idsOf, rowsOf, versionsOf } from './guard/rows.js';
import { House } from './house.js';

/** `FUZZ_REQUESTS=20000 FUZZ_MESSAGES=10000 FUZZ_SEED=7` for more, and for others. */
const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 400);
const MESSAGES = Number(process.env['FUZZ_MESSAGES'] ?? 500);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_130);
const AT_ONCE = 16;

describe('Whatever is sent to the house', () => {
  let house: House;
  const log = new LogLines();
  beforeAll(async () => {
    house = await House.noting(log);
    await liveAsCanaries(house);
  }, 120_000);
  afterAll(() => house.close(), 60_000);

  test('by HTTP, right or spoilt, no route answers 500, and every answer is what our OpenAPI says', async () => {
    const description = new Description();
    const rows = await rowsOf(house);
    const waiting = fc.sample(shots(idsOf(rows), versionsOf(rows)), { numRuns: REQUESTS, seed: SEED });
    const faults = new Map<string, unknown>();
    const statuses: Record<number, number> = {};
    const lane = async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        const { status, fault } = await fire(house, description, next);
        statuses[status] = (statuses[status] ?? 0) + 1;
        if (fault) faults.set(`${next.operation}: ${fault.slice(0, 400)}`, next);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    if (process.env['FUZZ_REQUESTS']) console.log(JSON.stringify({ seed: SEED, statuses }));
    expect([...faults]).toEqual([]);
    expect(statuses[200]).toBeGreaterThan(REQUESTS / 20);
    expect(statuses[400]).toBeGreaterThan(REQUESTS / 20);
  }, 600_000);

  test('by the bus, past the gateway: every request gets an envelope, and nothing stops working', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    const ids = idsOf(await rowsOf(house));
    const half = Math.ceil(MESSAGES / 2);
    const waiting = [
      ...fc.sample(thrownRequests(ids), { numRuns: half, seed: SEED }),
      ...fc.sample(thrownEvents(ids), { numRuns: MESSAGES - half, seed: SEED }),
    ];
    const said: Record<string, number> = {};
    const faults: unknown[] = [];
    const lane = async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        const { subject, payload, headers, role } = next;
        const token: WireHeaders = role ? { 'x-token': await house.issuer.token(colleague(role)) } : {};
        if (!/^(cmd|qry)/.test(subject)) await tell(house, subject, payload, headers);
        else {
          const answer = await wired(house, subject, payload, { ...token, ...headers }).catch((error: Error) => error);
          const kind = answer instanceof Error ? answer.message : (answer.error?.kind ?? 'ok');
          said[kind] = (said[kind] ?? 0) + 1;
          if (answer instanceof Error || kind === 'internal') faults.push([subject, kind, text(payload), headers]);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    if (process.env['FUZZ_MESSAGES']) console.log(JSON.stringify({ seed: SEED, said }));
    expect(faults).toEqual([]);
    expect(said).toMatchObject({ invalid: expect.any(Number), unauthenticated: expect.any(Number) });
    await stillWorks(house);
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
    expect(log.lines.filter((line) => /got no answer|could not be sent|nhandled/.test(line))).toEqual([]);
  }, 600_000);
});

const text = (payload: Uint8Array): string => Buffer.from(payload).toString().slice(0, 300);

/** News that a customer came to the sales hall still reaches the directory, behind all that was told before. */
async function stillWorks(house: House): Promise<void> {
  const prospect = await house.desk(colleague('SALES_CONSULTANT')).ask(RegisterProspect, {
    ...{ projectId, customerName: '赵敏', phone: '19900007777', contactKind: 'VISIT', intentGrade: 'A' },
    ...{ channel: 'ONLINE', riskDisclosed: true, consent: true },
  });
  await eventually(
    async () => {
      const asked = { partyId: prospect.partyId };
      return (await house.desk(colleague('CUSTOMER_AFFAIRS_DEPT')).ask(FindCustomers, asked)).items[0];
    },
    'events are not taken any more',
    20_000,
  );
  for (const service of house.departments.values()) expect(service.service.bus.notReady()).toEqual([]);
}
