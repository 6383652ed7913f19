import { Script } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GetRatingByLink, RateByLink, Role } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { colleague, eventually } from '@linli/testing';
import { answers, FrontDoor, refuses } from '../test/front-door.js';

const seen = { id: '0190f3c4-0000-7000-8000-0000000000b2', version: 1, state: 'INVITED', kind: 'REPAIR' };
const post = (key: string) => ({
  body: { link: 'abcdefghijklmnopqrstuv', score: 5 },
  headers: { 'idempotency-key': key },
});

/** Limits begin anew with each minute: waits, if this one is almost over. */
const minuteAhead = () => eventually(() => Date.now() % 60_000 < 50_000, 'the next minute never began', 11_000);

describe("a customer's link", () => {
  let door: FrontDoor;
  beforeAll(async () => {
    door = await FrontDoor.open({
      requests: [GetRatingByLink, RateByLink],
      mostPerMinute: { requests: 100, lookups: 100, visits: 30 },
    });
    await door.serve(GetRatingByLink, answers(200, seen));
    await door.serve(RateByLink, answers(200, { ...seen, state: 'RATED' }));
  });
  afterAll(() => door.close());

  it('opens without a token, and with one it is asked as nobody all the same', async () => {
    for (const person of [undefined, colleague(Role.COMPLAINT_HANDLER)]) {
      const reply = await door.send(person, 'GET /rating-links/abcdefghijklmnopqrstuv');
      expect([reply.status, reply.body['state']]).toEqual([200, 'INVITED']);
      expect(reply.headers.get('cache-control')).toBe('private, no-store');
    }
    const arrived = door.arrived.filter(({ subject }) => subject === GetRatingByLink.subject);
    expect(arrived.map(({ message }) => message)).toEqual(Array(2).fill({ link: 'abcdefghijklmnopqrstuv' }));
    for (const { headers } of arrived) expect(headers).not.toHaveProperty('x-token');
  });

  it('is rated with a key, and without one it is not', async () => {
    expect((await door.send(undefined, 'POST /rating-links/rate', post('a-key-of-mine'))).status).toBe(200);
    const { body } = post('');
    expect((await door.send(undefined, 'POST /rating-links/rate', { body })).body).toMatchObject({
      code: 'request.key-missing',
    });
  });

  it('opens a page that knows nothing of the person and needs nothing from outside', async () => {
    const page = await door.send(undefined, 'GET /rate');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect([...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url)).toEqual(['/rate/rate.js']);
    expect(String(page.headers.get('content-security-policy'))).toContain("script-src 'self'");
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    const script = await door.send(undefined, 'GET /rate/rate.js');
    expect(script.headers.get('content-type')).toContain('javascript');
    expect(script.text).toContain("'/rating-links/rate'");
    expect(() => new Script(script.text)).not.toThrow();
  });

  it('is not guessed: so many tries of one address in a minute, then 429 says when to come again', async () => {
    await minuteAhead();
    await door.serve(GetRatingByLink, refuses(refuse.notFound('case-rating.link-unknown', '链接无效。')));
    const replies = [];
    for (let n = 0; n < 40; n++) replies.push(await door.send(undefined, `GET /rating-links/guess-number-${n}`));
    const statuses = replies.map(({ status }) => status);
    expect(statuses.filter((status) => status === 404).length).toBeLessThanOrEqual(30);
    const refused = replies.find(({ status }) => status === 429)!;
    expect(refused.body).toMatchObject({ code: 'request.too-many-visits', retryable: true });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    const arrived = door.arrived.filter(({ message }) => String(message['link']).startsWith('guess-number'));
    expect(arrived.length).toBeLessThanOrEqual(30);
  });

  it('is counted by the address that a trusted proxy tells, and by nobody else', async () => {
    const open = (trustedProxies?: readonly string[]) =>
      FrontDoor.open({
        requests: [GetRatingByLink],
        mostPerMinute: { requests: 0, lookups: 0, visits: 1 },
        ...(trustedProxies ? { trustedProxies } : {}),
      });
    const tries = async (gate: FrontDoor, addresses: readonly string[]) => {
      await gate.serve(GetRatingByLink, answers(200, seen));
      const statuses = [];
      for (const address of addresses) {
        const headers = { 'x-forwarded-for': address };
        const { status } = await gate.send(undefined, 'GET /rating-links/abcdefghijklmnopqrstuv', { headers });
        statuses.push(status === 429);
      }
      await gate.close();
      return statuses;
    };
    await minuteAhead();
    const behind = await tries(await open(['127.0.0.1']), ['203.0.113.5', '203.0.113.6', '203.0.113.5']);
    expect(behind).toEqual([false, false, true]);
    const alone = await tries(await open(), ['203.0.113.7', '203.0.113.8']);
    expect(alone.at(-1)).toBe(true);
  });
});
