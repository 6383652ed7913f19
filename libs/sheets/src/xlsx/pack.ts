import { once } from 'node:events';
import { crc32, createDeflateRaw, deflateRawSync, type DeflateRaw } from 'node:zlib';

interface Part {
  readonly path: string;
  readonly crc: number;
  readonly size: number;
  readonly packed: readonly Buffer[];
}

/** A part that grows: what is written is packed at once and waits for the packer, so that text does not pile up. */
export class GrowingPart {
  private readonly deflate: DeflateRaw = createDeflateRaw({ level: 6 });
  private readonly packed: Buffer[] = [];
  private crc = 0;
  private size = 0;

  constructor(private readonly path: string) {
    this.deflate.on('data', (piece: Buffer) => this.packed.push(piece));
  }

  async write(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    this.crc = crc32(bytes, this.crc);
    this.size += bytes.length;
    if (!this.deflate.write(bytes)) await once(this.deflate, 'drain');
  }

  async end(): Promise<Part> {
    const ended = once(this.deflate, 'end');
    this.deflate.end();
    await ended;
    const { path, crc, size, packed } = this;
    return { path, crc, size, packed };
  }
}

/** A part that is known as a whole. */
export function wholePart(path: string, text: string): Part {
  const bytes = Buffer.from(text);
  return { path, crc: crc32(bytes), size: bytes.length, packed: [deflateRawSync(bytes)] };
}

const DEFLATE = 8;
const VERSION = 20;
/** 1980-01-01, the first day that a zip can say. */
const DAY = 0x21;

/** The zip file of these parts. */
export function packed(parts: readonly Part[]): Uint8Array {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, crc, size, packed: body } of parts) {
    const name = Buffer.from(path);
    const length = body.reduce((all, { length: each }) => all + each, 0);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(VERSION, 0);
    common.writeUInt16LE(DEFLATE, 4);
    common.writeUInt16LE(DAY, 8);
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(name.length, 22);
    const at = Buffer.alloc(14);
    at.writeUInt32LE(offset, 10);
    pieces.push(Buffer.from('PK\x03\x04', 'latin1'), common, name, ...body);
    directory.push(Buffer.from('PK\x01\x02', 'latin1'), Buffer.from([VERSION, 0]), common, at, name);
    offset += 4 + common.length + name.length + length;
  }
  const listed = directory.reduce((all, { length: each }) => all + each, 0);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...pieces, ...directory, end]);
}
