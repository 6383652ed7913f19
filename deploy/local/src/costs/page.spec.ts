import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import type { Measurement, Unit } from './measured.js';
import { assumed, costsPage, loads, tablesAfter } from './page.js';

const committed = JSON.parse(readFileSync('deploy/costs/measured.json', 'utf8')) as Measurement;

const unit = (more: Partial<Unit> = {}): Unit => ({
  ...{ count: 100, requests: 1, cpuMicros: 1_000, rows: {}, bytes: {}, events: 1, streamBytes: 500 },
  ...more,
});
const line = (what: string, cpu: number) => ({ what, who: 'linli', perSecond: 100, cpu, split: {} });
const made: Measurement = {
  on: '2026-11-30',
  bench: {
    ...{ on: '2026-11-30', cores: 2 },
    lines: [line('read', 500), line('page of 50', 2_000), line('customer view', 5_000), line('create, new caller', 1)],
  },
  units: {
    prospect: unit(),
    purchase: unit({ requests: 9, cpuMicros: 18_000, rows: { 'sales.contract': 1 }, bytes: { 'sales.contract': 700 } }),
    complaint: unit({ rows: { 'c.outbox': 2, 'c.change_log': 1 }, bytes: { 'c.outbox': 900, 'c.change_log': 300 } }),
  },
};

it('the page is what the numbers say', () => {
  expect(readFileSync('deploy/costs/README.md', 'utf8')).toBe(costsPage(committed));
});

it('a table keeps what ten years bring, and the outbox what ninety days bring', () => {
  const of = (name: string) => tablesAfter(made).find(({ table }) => table === name)!;
  expect(of('sales.contract')).toMatchObject({ rows: assumed.customers, bytes: 700 * assumed.customers });
  const complaints = assumed.customers * 0.3 * 10;
  expect(of('c.change_log').rows).toBeCloseTo(complaints * 10);
  expect(of('c.outbox').rows).toBeCloseTo((complaints / 365) * 90 * 2);
  expect(tablesAfter(made).map(({ table }) => table)).toEqual(['c.change_log', 'sales.contract', 'c.outbox']);
});

it('the busiest hour is four times the mean one, and each change is followed by what people read', () => {
  const [purchases, prospects, complaints, reads] = loads(made);
  const hours = 300 * 10 * 3_600;
  expect(purchases!.perSecond).toBeCloseTo((1_000_000 * 9 * 4) / hours);
  expect(purchases!.cpuMicros).toBe(2_000);
  expect(prospects!.perSecond).toBeCloseTo((3_000_000 * 4) / hours);
  expect(complaints!.perSecond).toBeCloseTo((3_000_000 * 10 * 4) / hours);
  expect(reads!.perSecond).toBeCloseTo(15 * (purchases!.perSecond + prospects!.perSecond + complaints!.perSecond));
});
