import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { events, requests } from '../catalogue.js';
import { Id, Int, Part, Text, type MessageClass } from '../fields.js';
import { read } from '../validate.js';
import { sampleOf } from './sample.js';
import { missingSamples, samplesIn, writeMissing, type Sample } from './shelf.js';

const shelf = join(import.meta.dirname, '..', '..', 'samples');
const messages = [...requests, ...events];

/** What a sample of an earlier day meets today; nothing when it is understood. */
function trouble({ file, subject, payload }: Sample, today: readonly (MessageClass & { subject: string })[]): string[] {
  const message = today.find((each) => each.subject === subject);
  if (!message) return [`${file}: ${subject} is gone, but services of the last release still send it; bring it back`];
  const result = read(message, payload);
  if ('value' in result) return [];
  return result.flaws.map(({ field, problem }) => `${file} is no longer understood: ${field}: ${problem}`);
}

describe('the golden samples', () => {
  const samples = samplesIn(shelf);

  it('are all understood by the classes of today', () => {
    expect(samples.flatMap((sample) => trouble(sample, messages))).toEqual([]);
  });

  it('show every message with all its fields and with the mandatory ones only', () => {
    const bare = messages.filter((message) => missingSamples(message, samples).length > 0);
    expect(bare.map(({ subject }) => `${subject} has no sample of its shape of today: run npm run samples`)).toEqual([]);
  });
});

describe('the shelf of samples', () => {
  class Shelf {
    @Id() shelfId!: string;
    @Text({ optional: true, pattern: /^[A-Z]+-\d{4}-\d{4}$/ }) code?: string;
  }
  class StoreParcel {
    static readonly subject = 'cmd.parcels.parcel.store';
    @Part(() => Shelf, { optional: true }) shelf?: Shelf;
    @Text({ max: 10 }) receiver!: string;
  }
  class StoreParcelByWeight extends StoreParcel {
    @Int({ optional: true }) grams?: number;
  }

  const folder = mkdtempSync(join(tmpdir(), 'linli-samples-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('gets both shapes of a new message once', () => {
    const names = ['cmd.parcels.parcel.store.1.json', 'cmd.parcels.parcel.store.2.json'];
    expect(writeMissing([StoreParcel], folder)).toEqual(names);
    expect(writeMissing([StoreParcel], folder)).toEqual([]);
    expect(samplesIn(folder).map(({ payload }) => payload)).toEqual([
      { shelf: { shelfId: '01980000-0000-7000-8000-000000000001', code: 'NAN-2026-0001' }, receiver: '样例' },
      { receiver: '样例' },
    ]);
  });

  it('gets one more when a field was added, and leaves what is there alone', () => {
    const first = join(folder, 'cmd.parcels.parcel.store.1.json');
    writeFileSync(first, readFileSync(first, 'utf8').replace('样例', '王芳'));
    expect(writeMissing([StoreParcelByWeight], folder)).toEqual(['cmd.parcels.parcel.store.3.json']);
    expect(readFileSync(first, 'utf8')).toContain('王芳');
  });

  it('tells when a field was renamed, became mandatory or lost its message', () => {
    class Renamed {
      static readonly subject = 'cmd.parcels.parcel.store';
      @Text() addressee!: string;
    }
    const sample = { file: 'one.json', subject: 'cmd.parcels.parcel.store', payload: { receiver: '王芳' } };
    expect(trouble(sample, [StoreParcelByWeight])).toEqual([]);
    expect(trouble(sample, [Renamed])[0]).toBe(
      'one.json is no longer understood: receiver: 没有这个栏目，请去掉',
    );
    expect(trouble(sample, [])[0]).toContain('cmd.parcels.parcel.store is gone');
  });

  it('says which field it has no text for', () => {
    class Sealed {
      @Text({ pattern: /^\d{3}:\d{3}$/ }) code!: string;
    }
    expect(() => sampleOf(Sealed, 'all')).toThrow('no sample text fits code (1 to 200 characters, /^\\d{3}:\\d{3}$/)');
  });
});
