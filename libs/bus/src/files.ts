import { randomUUID } from 'node:crypto';
import { Objm, StorageType, type ObjectInfo, type ObjectStore } from '@nats-io/obj';
import type { NatsConnection } from '@nats-io/transport-node';
import { Refusal } from '@linli/kernel';

const BUCKET = 'files';
const ONE_DAY_NS = 24 * 3_600 * 1_000_000_000;
const LARGEST = 20 * 1_024 * 1_024;
const NAME = /^[0-9a-f-]{36}$/;

/** Name of the stream behind the bucket. */
export const FILES_STREAM = `OBJ_${BUCKET}`;

/** Makes the conduit's bucket. */
export const makeFilesBucket = (nc: NatsConnection, { replicas, maxBytes }: FilesOptions = {}): Promise<ObjectStore> =>
  new Objm(nc).create(BUCKET, {
    description: 'files between gateway and services, kept for one day',
    ttl: ONE_DAY_NS,
    storage: StorageType.File,
    replicas: replicas ?? 1,
    max_bytes: maxBytes ?? 1_024 ** 3,
  });

/** A file on its way: where it is and what it is. */
export interface FileRef {
  readonly fileId: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
}

export interface StoredFile extends FileRef {
  readonly bytes: Uint8Array;
  /** Id of the actor who put it there. */
  readonly owner: string;
}

export interface FilesOptions {
  /** Room of the whole bucket; 1 GiB unless told. A full one refuses new files. */
  readonly maxBytes?: number;
  readonly replicas?: number;
}

/**
 * The conduit for files between gateway and services: kept for one day, never the only copy of a file that somebody needs. At most
 * 20 MB each. Whoever takes a file keeps it in his own database.
 */
export class Files {
  private opened?: Promise<ObjectStore>;

  constructor(
    private readonly nc: NatsConnection,
    private readonly options: FilesOptions = {},
  ) {}

  /** Puts a file into the conduit. `owner` is the id of the actor who may fetch it over HTTP. */
  async put(bytes: Uint8Array, about: { name: string; type: string; owner: string }): Promise<FileRef> {
    if (bytes.length > LARGEST)
      throw new Refusal('too-large', 'file.too-large', '文件超过 20 MB，请拆分或压缩后再上传。');
    const { name, type, owner } = about;
    const fileId = randomUUID();
    const write = async () => (await this.store()).putBlob({ name: fileId, metadata: { name, type, owner } }, bytes);
    try {
      await write().catch(() => {
        // The bucket may have been lost with its server since it was opened.
        this.opened = undefined;
        return write();
      });
    } catch {
      throw new Refusal('unavailable', 'file.not-stored', '文件暂时无法保存，请一分钟后重新上传。');
    }
    return { fileId, name, size: bytes.length, type };
  }

  /** Like `get`, for a file that this actor uploaded himself: another person's does not exist for him. */
  async own(fileId: string, actorId: string): Promise<StoredFile> {
    const file = await this.get(fileId);
    if (file.owner !== actorId) throw new Refusal('not-found', 'file.not-found', '没有您上传的这个文件，请重新上传。');
    return file;
  }

  /** The file with its bytes. Refusal `file.not-found` when it was never there or its day is over. */
  async get(fileId: string): Promise<StoredFile> {
    const info = await this.about(fileId);
    const store = await this.store();
    const bytes = await store.getBlob(fileId).catch(() => null);
    if (!bytes) throw notFound();
    return { ...described(info), bytes };
  }

  /** What is known of a file, without its bytes. Refusal `file.not-found` as in `get`. */
  async describe(fileId: string): Promise<Omit<StoredFile, 'bytes'>> {
    return described(await this.about(fileId));
  }

  /** Takes a file out of the conduit before its day is over; silent when it is gone already. */
  async remove(fileId: string): Promise<void> {
    const store = await this.store();
    await store.delete(fileId).catch(() => undefined);
  }

  private async about(fileId: string): Promise<ObjectInfo> {
    if (!NAME.test(fileId)) throw notFound();
    const store = await this.store();
    const info = await store.info(fileId).catch(unreachable);
    if (!info || info.deleted) throw notFound();
    return info;
  }

  private store(): Promise<ObjectStore> {
    this.opened ??= this.open().catch((error: unknown) => {
      this.opened = undefined;
      return unreachable(error);
    });
    return this.opened;
  }

  private async open(): Promise<ObjectStore> {
    const stores = new Objm(this.nc);
    // In production the bucket is provisioned and services may not make it: look first, make it only where there is none.
    return stores.open(BUCKET).catch(() => makeFilesBucket(this.nc, this.options));
  }
}

function described({ name: fileId, size, metadata = {} }: ObjectInfo): Omit<StoredFile, 'bytes'> {
  return {
    fileId,
    name: metadata['name'] ?? fileId,
    size,
    type: metadata['type'] ?? 'application/octet-stream',
    owner: metadata['owner'] ?? '',
  };
}

const notFound = () => new Refusal('not-found', 'file.not-found', '没有这个文件；文件只保存一天，请重新上传。');

function unreachable(_error: unknown): never {
  throw new Refusal('unavailable', 'file.store-unreachable', '文件暂时无法读取，请一分钟后再试。');
}
