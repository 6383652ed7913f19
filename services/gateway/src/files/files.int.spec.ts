import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role } from '@linli/contracts';
import { another, colleague } from '@linli/testing';
import { FrontDoor } from '../test/front-door.js';

const assistant = colleague(Role.CUSTOMER_ASSISTANT);
const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(200_000, 7)]);

describe('files', () => {
  let door: FrontDoor;
  beforeAll(async () => {
    door = await FrontDoor.open();
  });
  afterAll(() => door.close());

  const form = (bytes: Uint8Array<ArrayBuffer>, name = '身份证.png', field = 'file') => {
    const data = new FormData();
    data.append(field, new Blob([bytes]), name);
    return data;
  };
  // fetch writes the boundary into the content type itself.
  const upload = async (body: FormData, person = assistant) => {
    const response = await fetch(`${door.gateway.url}/files`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await door.issuer.token(person)}` },
      body,
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Record<string, unknown>,
    };
  };

  it('are taken from a form and given back to the person who sent them', async () => {
    const sent = await upload(form(png));
    expect(sent.status).toBe(201);
    expect(sent.body).toMatchObject({ name: '身份证.png', size: png.length, type: 'image/png' });
    const where = String(sent.headers.get('location'));
    expect(where).toBe(`/files/${String(sent.body['fileId'])}`);
    const response = await fetch(`${door.gateway.url}${where}`, {
      headers: { authorization: `Bearer ${await door.issuer.token(assistant)}` },
    });
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('身份证.png')}`,
    );
    expect(Buffer.from(await response.arrayBuffer()).equals(png)).toBe(true);
  });

  it('do not exist for anybody else', async () => {
    const { body } = await upload(form(png));
    const reply = await door.send(another(Role.CUSTOMER_ASSISTANT), `GET /files/${String(body['fileId'])}`);
    expect(reply.body).toMatchObject({ status: 404, code: 'file.not-found' });
    expect((await door.send(undefined, `GET /files/${String(body['fileId'])}`)).status).toBe(401);
  });

  it.each([
    ['an unknown id', '00000000-0000-4000-8000-000000000000'],
    ['no id at all', '..%2f..%2fetc%2fpasswd'],
    ['a wildcard', '%3E'],
  ])('are not found under %s', async (_what, id) => {
    expect((await door.send(assistant, `GET /files/${id}`)).body).toMatchObject({
      status: 404,
      code: 'file.not-found',
    });
  });

  it('are known by their content, not by their name', async () => {
    const disguised = await upload(form(Buffer.from('#!/bin/sh\nrm -rf /\n'), 'sheet.xlsx'));
    expect(disguised.body).toMatchObject({ status: 415, code: 'file.unsupported-type' });
    const zip = await upload(form(Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.from('evil.exe')]), 'sheet.xlsx'));
    expect(zip.status).toBe(415);
    const workbook = await upload(form(Buffer.from('PK\x03\x04....xl/workbook.xml....'), 'sheet.bin'));
    expect(workbook.body).toMatchObject({ type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' });
  });

  it('lose folders and control characters from their names', async () => {
    const { body } = await upload(form(png, '..\\..\\a/b\u202e:c.png'));
    expect(body['name']).toBe('bc.png');
  });

  it('are refused when they are empty, too large, or when there is none', async () => {
    expect((await upload(form(Buffer.alloc(0)))).body).toMatchObject({ status: 400, code: 'file.empty' });
    expect((await upload(form(Buffer.alloc(20 * 1_024 * 1_024 + 1, 1)))).body).toMatchObject({
      status: 413,
      code: 'file.too-large',
    });
    expect((await upload(new FormData())).body).toMatchObject({ status: 400, code: 'file.missing' });
    const two = form(png);
    two.append('file', new Blob([png]), 'again.png');
    expect((await upload(two)).body).toMatchObject({ status: 400, code: 'file.several' });
  });

  it('may come with texts before and behind them', async () => {
    const form = new FormData();
    form.append('remark', '业主提供');
    form.append('file', new Blob([png]), '照片.png');
    form.append('remark', '第二页');
    expect((await upload(form)).status).toBe(201);
  });

  it.each([
    ['JSON', { 'content-type': 'application/json' }, 415, 'file.not-multipart'],
    ['a form without a boundary', { 'content-type': 'multipart/form-data' }, 400, 'file.malformed'],
    ['a form that breaks off', { 'content-type': 'multipart/form-data; boundary=x' }, 400, 'file.malformed'],
  ])('are refused as %s', async (_what, headers, status, code) => {
    const reply = await door.send(assistant, 'POST /files', {
      body: '{}',
      headers: headers as unknown as Record<string, string>,
    });
    expect(reply.body).toMatchObject({ status, code });
  });

  it('need a token before a byte of them is read', async () => {
    expect((await door.send(undefined, 'POST /files', { body: '{}' })).status).toBe(401);
  });
});
