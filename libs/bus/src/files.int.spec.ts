import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import { workerNats } from '@linli/testing';
import { connectBus, type BusConnection } from './connect.js';
import { Files } from './files.js';

const pdf = { name: '租赁合同.pdf', type: 'application/pdf', owner: 'customer-assistant' };

describe('the conduit for files', () => {
  let connection: BusConnection;
  let files: Files;
  beforeAll(async () => {
    connection = await connectBus({ servers: await workerNats(), name: 'files-spec' });
    files = new Files(connection.nc);
  });
  afterAll(async () => {
    const jsm = await jetstreamManager(connection.nc);
    await jsm.streams.delete('OBJ_files').catch(() => false);
    await connection.drain();
  });

  it('gives a file of several chunks back as it was put, with its name, type and owner', async () => {
    const bytes = randomBytes(3_000_000);
    const ref = await files.put(bytes, pdf);
    expect(ref).toEqual({
      fileId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: pdf.name,
      size: 3_000_000,
      type: pdf.type,
    });
    const found = await new Files(connection.nc).get(ref.fileId);
    expect(Buffer.from(found.bytes).equals(bytes)).toBe(true);
    expect(found).toMatchObject({ ...pdf, size: 3_000_000 });
  });

  it('keeps files for one day', async () => {
    await files.put(randomBytes(10), pdf);
    const { config } = await (await jetstreamManager(connection.nc)).streams.info('OBJ_files');
    expect(config.max_age).toBe(86_400_000_000_000);
  });

  it('knows nothing of a file that was never there, was removed, or has an impossible id', async () => {
    const { fileId } = await files.put(randomBytes(10), pdf);
    await files.remove(fileId);
    for (const id of [fileId, '00000000-0000-4000-8000-000000000000', '../x', 'a.b.>', '*', '']) {
      await expect(files.get(id)).rejects.toMatchObject({ kind: 'not-found', code: 'file.not-found' });
    }
  });

  it('refuses a file above 20 MB', async () => {
    await expect(files.put(new Uint8Array(20 * 1_024 * 1_024 + 1), pdf)).rejects.toMatchObject({
      code: 'file.too-large',
    });
  });

  it('makes its bucket again when the server has lost it', async () => {
    await files.put(randomBytes(10), pdf);
    await (await jetstreamManager(connection.nc)).streams.delete('OBJ_files');
    const { fileId } = await files.put(randomBytes(20), pdf);
    expect((await files.get(fileId)).size).toBe(20);
  });
});
