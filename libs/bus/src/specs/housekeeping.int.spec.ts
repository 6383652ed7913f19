import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { colleague, ServiceUnderTest } from '@linli/testing';
import { Housekeeping } from '../housekeeping.js';
import { PlaceOrder, shop, ShopModule } from './scratch.js';

describe('Housekeeping', () => {
  let theShop: ServiceUnderTest;
  let pool: Pool;
  beforeAll(async () => {
    theShop = await ServiceUnderTest.start(ShopModule, shop);
    pool = await theShop.service.orm.em.getConnection().getNativeClient();
  }, 60_000);
  afterAll(() => theShop.stop());

  test('throws away keys after three days and published events after ninety, and nothing younger or unpublished', async () => {
    for (const dish of ['soup', 'rice', 'tofu']) await theShop.ask(colleague('CASHIER'), PlaceOrder, { dish });
    await theShop.quiet();
    const keys = await theShop.rows<{ key: string }>('select key from idempotency order by claimed_at');
    await theShop.rows(`update idempotency set claimed_at = now() - interval '73 hours' where key = ?`, [keys[0]?.key]);
    await theShop.rows(`update idempotency set claimed_at = now() - interval '71 hours' where key = ?`, [keys[1]?.key]);
    await theShop.rows(
      `update outbox set occurred_at = now() - interval '91 days' where payload ->> 'dish' in ('soup', 'rice')`,
    );
    await theShop.rows(
      `update outbox set published_at = null, stream_seq = null, next_attempt_at = 'infinity' where payload ->> 'dish' = 'rice'`,
    );
    expect(await new Housekeeping(pool).sweep()).toEqual({ idempotency: 1, outbox: 1 });
    const left = await theShop.rows<{ dish: string }>(
      `select payload ->> 'dish' as dish from outbox order by event_id`,
    );
    expect(left.map(({ dish }) => dish)).toEqual(['rice', 'tofu']);
    expect(await theShop.rows('select 1 from idempotency')).toHaveLength(2);
  });
});
