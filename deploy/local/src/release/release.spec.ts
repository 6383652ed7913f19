import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Id, OneOf, Text } from '@linli/contracts';
import { apiBreaks, type Api } from './api-breaks.js';
import { messageBreaks } from './message-breaks.js';

const today = JSON.parse(readFileSync('services/gateway/openapi.json', 'utf8')) as Api;

type Fields = Record<string, unknown>;
const at = (api: unknown, ...path: string[]): Fields =>
  path.reduce((inner, key) => (inner as Record<string, unknown>)[key], api) as Fields;

/** What today's API would break if it were changed like this. */
function breaksOf(change: (api: Fields) => void): readonly string[] {
  const changed = structuredClone(today) as unknown as Fields;
  change(changed);
  return apiBreaks(today, changed as unknown as Api);
}

const view = (api: Fields) => at(api, 'components', 'schemas', 'ComplaintView');
const body = (api: Fields) => at(api, 'components', 'schemas', 'RegisterComplaint');

describe('the API of the release before', () => {
  it('breaks nothing when nothing changed', () => {
    expect(apiBreaks(today, today)).toEqual([]);
  });

  it('is not broken by what is new: a path, an optional field, a role, a wider limit, an answered value', () => {
    expect(
      breaksOf((api) => {
        at(api, 'paths')['/new'] = at(api, 'paths', '/complaints');
        at(body(api), 'properties')['more'] = { type: 'string' };
        at(view(api), 'properties')['more'] = { type: 'string' };
        (at(api, 'paths', '/complaints', 'post')['x-roles'] as string[]).push('OPERATOR');
        at(body(api), 'properties', 'content')['maxLength'] = 100_000;
        (at(view(api), 'properties', 'state')['enum'] as string[]).push('REOPENED');
      }),
    ).toEqual([]);
  });

  it.each<[string, (api: Fields) => void, string]>([
    ['a path', (api) => delete at(api, 'paths')['/complaints/{complaintId}'], 'GET /complaints/{complaintId} is gone'],
    ['a method', (api) => delete at(api, 'paths', '/complaints')['post'], 'POST /complaints is gone'],
    [
      'a role',
      (api) => (at(api, 'paths', '/complaints', 'post')['x-roles'] as string[]).shift(),
      'POST /complaints is closed to COMPLAINT_HANDLER',
    ],
    [
      'a field that is sent',
      (api) => delete at(body(api), 'properties')['channel'],
      'POST /complaints body no longer takes channel',
    ],
    [
      'a field that was not needed',
      (api) => {
        at(body(api), 'properties')['more'] = { type: 'string' };
        (body(api)['required'] as string[]).push('more');
      },
      'POST /complaints body now needs more',
    ],
    [
      'a value that is sent',
      (api) => (at(body(api), 'properties', 'channel')['enum'] as string[]).shift(),
      'POST /complaints body.channel no longer takes HOTLINE',
    ],
    [
      'a limit',
      (api) => (at(body(api), 'properties', 'projectId')['maxLength'] = 3),
      'POST /complaints body.projectId is narrower: maxLength is 3',
    ],
    [
      'a field that is read',
      (api) => delete at(view(api), 'properties')['formNo'],
      'POST /complaints 201 no longer has formNo',
    ],
    [
      'a field that was always there',
      (api) => (view(api)['required'] = (view(api)['required'] as string[]).filter((name) => name !== 'formNo')),
      'POST /complaints 201 may lack formNo',
    ],
    [
      'the type of a field',
      (api) => (at(view(api), 'properties')['version'] = { type: 'string' }),
      'POST /complaints 201.version was integer and is string',
    ],
    [
      'a status',
      (api) => delete at(api, 'paths', '/complaints', 'post', 'responses')['201'],
      'POST /complaints no longer answers 201',
    ],
    [
      'a parameter',
      (api) => {
        const get = at(api, 'paths', '/complaints', 'get');
        get['parameters'] = (get['parameters'] as Fields[]).filter(({ name }) => name !== 'state');
      },
      'GET /complaints no longer takes state',
    ],
  ])('is broken by a change of %s, which is named', (_what, change, sentence) => {
    expect(breaksOf(change)).toContain(sentence);
  });
});

describe('the messages of the release before', () => {
  class StoreParcel {
    static readonly subject = 'cmd.parcels.parcel.store';
    @Id() parcelId!: string;
    @OneOf(['SHELF', 'CELLAR']) place!: string;
    @Text({ optional: true }) remark?: string;
  }
  const file = 'cmd.parcels.parcel.store.1.json';
  const parcelId = '01980000-0000-7000-8000-000000000001';

  it('are understood, or it is said which field is not', () => {
    expect(messageBreaks([{ file, payload: { parcelId, place: 'SHELF' } }], [StoreParcel])).toEqual([]);
    expect(messageBreaks([{ file, payload: { parcelId, place: 'ROOF' } }], [StoreParcel])[0]).toContain(
      `${file}: place:`,
    );
    expect(messageBreaks([{ file, payload: { parcelId, place: 'SHELF', old: 1 } }], [StoreParcel])[0]).toContain('old');
  });

  it('are missed when their class is gone', () => {
    expect(messageBreaks([{ file, payload: {} }], [])).toEqual([`${file}: cmd.parcels.parcel.store is gone`]);
  });
});
