import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { requests, type RequestClass } from '@linli/contracts';
import { openapi } from './openapi.js';
import { written } from './written.js';
import { parcelContracts, ParcelView } from '../test/parcels.js';

type Tree = { readonly [name: string]: Tree };
const text = (value: Tree | undefined): string => value as unknown as string;

const tree = (contracts: readonly RequestClass[]) => JSON.parse(written(contracts)) as Tree;
const refsIn = (part: unknown): string[] =>
  typeof part !== 'object' || part === null
    ? []
    : Object.entries(part).flatMap(([name, value]) => (name === '$ref' ? [String(value)] : refsIn(value)));
const at = (root: Tree, path: string): unknown =>
  path
    .split('/')
    .slice(1)
    .reduce<Tree | undefined>((part, name) => part?.[name], root);
const operationsOf = (description: Tree) =>
  Object.entries(description['paths'] ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

describe('the OpenAPI description', () => {
  it('that is committed is the one that the contracts give (after a change: npm run openapi)', () => {
    const committed = readFileSync(join(import.meta.dirname, '..', '..', 'openapi.json'), 'utf8');
    expect(
      committed === written(requests) ? 'up to date' : 'services/gateway/openapi.json is out of date: npm run openapi',
    ).toBe('up to date');
  });

  it.each([
    ['of the house', requests],
    ['of the parcel room', parcelContracts],
  ])(
    '%s is closed in itself: references lead somewhere, names are unique, path parameters are declared',
    (_what, contracts) => {
      const description = tree(contracts);
      for (const ref of refsIn(description)) expect([ref, typeof at(description, ref)]).toEqual([ref, 'object']);
      const operations = operationsOf(description);
      const ids = operations.map(({ operation }) => operation['operationId']);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { path, operation } of operations) {
        const declared = Object.values(operation['parameters'] ?? {}).filter((each) => text(each['in']) === 'path');
        expect(declared.map((each) => text(each['name'])).sort()).toEqual(
          [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort(),
        );
      }
    },
  );

  it('describes a command with its key, version, body, roles and problems', () => {
    const operation = tree(parcelContracts)['paths']?.['/rooms/{roomId}/parcels/{parcelId}/hand-over']?.['post'];
    expect(operation).toMatchObject({
      operationId: 'HandOver',
      tags: ['parcels'],
      summary: 'Hand over',
      'x-roles': ['PROPERTY_COMPANY', 'DUTY_STAFF'],
      parameters: [
        { name: 'roomId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
        { name: 'parcelId', in: 'path' },
        { $ref: '#/components/parameters/IdempotencyKey' },
        { $ref: '#/components/parameters/IfMatch' },
      ],
      requestBody: { required: false },
      responses: { 200: { headers: { ETag: {} } }, 412: { $ref: '#/components/responses/Problem412' }, 428: {} },
    });
    expect(text(operation?.['description'])).toContain('物业公司 (PROPERTY_COMPANY)');
  });

  it('leaves what is bound from the path and from headers out of the body', () => {
    const schemas = tree(parcelContracts)['components']?.['schemas'];
    expect(schemas?.['HandOver']).toEqual({
      type: 'object',
      properties: { remark: { type: 'string', maxLength: 200 } },
      additionalProperties: false,
    });
    expect(schemas?.['RegisterParcel']).toEqual({
      type: 'object',
      properties: {
        receiver: { type: 'string', minLength: 1, maxLength: 60, description: '收件人', 'x-personal': 'name' },
        shelf: { $ref: '#/components/schemas/Shelf' },
      },
      required: ['receiver'],
      additionalProperties: false,
    });
  });

  it('describes a page with its filters, its cursor and its rows', () => {
    const operation = tree(parcelContracts)['paths']?.['/parcels']?.['get'];
    const names = Object.values(operation?.['parameters'] ?? {}).map((each) => text(each['name']));
    expect(names).toEqual(['cursor', 'limit', 'state', 'sizes', 'senders', 'heavierThan', 'urgent', 'since']);
    expect(tree(parcelContracts)['components']?.['schemas']?.['ParcelPage']).toMatchObject({
      properties: {
        items: { type: 'array', maxItems: 100, items: { $ref: '#/components/schemas/ParcelView' } },
        next: { type: 'string' },
      },
      required: ['items'],
    });
  });

  it('refuses two classes of one name', () => {
    class Twin {}
    Object.defineProperty(Twin, 'name', { value: ParcelView.name });
    const twin = Object.assign(class FindTwin {}, {
      subject: 'qry.parcels.twin.find',
      http: 'GET /twins',
      roles: ['DUTY_STAFF'],
      reply: Twin,
    });
    expect(() => openapi([...parcelContracts, twin as unknown as RequestClass])).toThrow(
      'two classes are called ParcelView',
    );
  });
});
