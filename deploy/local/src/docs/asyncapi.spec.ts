import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { events, read, type EventClass } from '@linli/contracts';
import { eventCatalogue } from './asyncapi.js';
import { voicesOf } from './scan.js';

interface Validate {
  (data: unknown): boolean;
  errors?: unknown;
}
interface Validator {
  compile(schema: unknown): Validate;
}

const require = createRequire(import.meta.url);
const { default: Ajv } = require('ajv') as { default: new (options: object) => Validator };
const { default: addFormats } = require('ajv-formats') as { default: (ajv: Validator) => void };
const schema = JSON.parse(readFileSync(require.resolve('@asyncapi/specs/schemas/3.0.0.json'), 'utf8')) as object;

const ajv = new Ajv({ strict: false, allErrors: true, meta: false, validateSchema: false });
addFormats(ajv);

interface Catalogue {
  channels: Record<string, { address: string }>;
  operations: Record<string, { action: string; channel: { $ref: string } }>;
  components: { messages: Record<string, { name: string; title: string; payload: object }> };
}
const catalogue = eventCatalogue(voicesOf(resolve('.'))) as unknown as Catalogue;

describe('the catalogue of events', () => {
  it('is AsyncAPI 3', () => {
    const validate = ajv.compile(schema);
    expect(validate(catalogue)).toBe(true);
    expect(validate({ ...catalogue, channels: { unit: { adress: 'x' } } })).toBe(false);
  });

  it('has every published event once, and its references lead somewhere', () => {
    const titles = Object.values(catalogue.components.messages).map(({ title }) => title);
    expect([...titles].sort()).toEqual(events.map(({ subject }) => subject).sort());
    const references = JSON.stringify(catalogue).match(/"\$ref":"[^"]+"/g) ?? [];
    expect(references.length).toBeGreaterThan(events.length);
    for (const reference of references) {
      const path = reference.slice(8, -1).split('/').slice(1);
      expect(path.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], catalogue)).toBeDefined();
    }
  });

  it('describes what is sent: every sample of an event fits its schema, and what the class refuses does not', () => {
    for (const event of events as readonly EventClass[]) {
      const message = Object.values(catalogue.components.messages).find(({ title }) => title === event.subject)!;
      const sample = JSON.parse(
        readFileSync(resolve('libs/contracts/samples', `${event.subject}.1.json`), 'utf8'),
      ) as Record<string, unknown>;
      const fits = ajv.compile(message.payload);
      expect([event.subject, fits(sample)]).toEqual([event.subject, true]);
      const [field = ''] = Object.keys(sample);
      const spoiled = { ...sample, [field]: { not: 'this' } };
      expect([fits(spoiled), 'value' in read(event, spoiled)]).toEqual([false, false]);
    }
  });
});
