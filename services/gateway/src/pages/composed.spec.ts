import { describe, expect, it } from '@jest/globals';
import { refuse } from '@linli/kernel';
import { Shelf } from '../test/parcels.js';
import { asked } from './asked.js';
import { composed } from './composed.js';

describe('a composed page', () => {
  it('shows every part that came, and says of the others why they are missing', async () => {
    const page = await composed(
      {
        deal: async () => ({ state: 'SIGNED' }),
        complaints: async () => Promise.reject(refuse.forbidden('request.forbidden', 'Your role may not see this.')),
        loan: () => Promise.reject(new Error('connection string postgres://…')),
        club: () => new Promise<object>(() => undefined),
      },
      50,
    );
    expect(page).toEqual({
      deal: { ok: true, state: 'SIGNED' },
      complaints: { missing: true, code: 'request.forbidden', message: 'Your role may not see this.' },
      loan: { missing: true, code: 'page.part-failed', message: expect.any(String) },
      club: { missing: true, code: 'page.part-late', message: expect.any(String) },
    });
    expect(JSON.stringify(page)).not.toContain('postgres');
  });

  it('asks for all parts at the same time', async () => {
    const order: string[] = [];
    const part = (name: string) => async () => {
      order.push(`${name} asked`);
      await Promise.resolve();
      order.push(`${name} came`);
      return {};
    };
    await composed({ a: part('a'), b: part('b') });
    expect(order).toEqual(['a asked', 'b asked', 'a came', 'b came']);
  });

  it('survives a part that throws at once', async () => {
    const broken = (): Promise<object> => {
      throw new Error('broken');
    };
    expect(await composed({ broken })).toMatchObject({ broken: { missing: true } });
  });
});

describe('the parameters of a page', () => {
  it('are checked before any department is asked', () => {
    expect(asked(Shelf, { row: 'A' })).toBeInstanceOf(Shelf);
    expect(() => asked(Shelf, { row: 7, colour: 'red' })).toThrow(
      expect.objectContaining({
        kind: 'invalid',
        details: { flaws: expect.arrayContaining([expect.objectContaining({ field: 'row' })]) },
      }),
    );
  });
});
