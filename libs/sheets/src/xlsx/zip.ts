import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { broken, encrypted, limits, notASheet, oldFormat, tooLarge } from '../refusals.js';

interface Part {
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** The parts of an .xlsx package by path; nothing is inflated before the directory has shown that it is safe to. */
export interface Package {
  has(path: string): boolean;
  read(path: string): Promise<string>;
}

const inflate = promisify(inflateRaw);

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const END_BYTES = 22;
const STORED = 0;
const DEFLATED = 8;
const WITH_PASSWORD = 1;
/** Below this size no ratio is absurd: a small sheet of equal cells packs very well. */
const RATIO_FROM_BYTES = 10 * 1024 * 1024;

/** Excel before 2007 and every workbook with an opening password is an OLE container; the latter holds this stream. */
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const ENCRYPTED_STREAM = Buffer.from('EncryptedPackage', 'utf16le');

/** Opens an .xlsx by its content, not its name. Refuses other types, damaged files and zip bombs. */
export function openPackage(bytes: Uint8Array): Package {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.subarray(0, OLE.length).equals(OLE)) throw file.includes(ENCRYPTED_STREAM) ? encrypted() : oldFormat();
  if (file.length < 4 || file.readUInt32LE(0) !== LOCAL_HEADER) throw notASheet();
  const parts = directory(file);
  assertSafe(file, parts);
  return {
    has: (path) => parts.has(path),
    read: async (path) => {
      const part = parts.get(path);
      if (!part) throw broken();
      return decode(await unpack(file, part));
    },
  };
}

function directory(file: Buffer): Map<string, Part> {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + END_BYTES > file.length || file.readUInt32LE(end) !== END_OF_DIRECTORY) throw broken();
  const count = file.readUInt16LE(end + 10);
  if (count > limits.parts) throw tooLarge();
  const parts = new Map<string, Part>();
  let at = file.readUInt32LE(end + 16);
  for (let i = 0; i < count; i += 1) {
    if (at + ENTRY_BYTES > end || file.readUInt32LE(at) !== DIRECTORY_ENTRY) throw broken();
    const nameBytes = file.readUInt16LE(at + 28);
    const next = at + ENTRY_BYTES + nameBytes + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
    if (next > end) throw broken();
    if (file.readUInt16LE(at + 8) & WITH_PASSWORD) throw encrypted();
    const path = file.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes).replaceAll('\\', '/');
    if (parts.has(path)) throw broken();
    parts.set(path, {
      method: file.readUInt16LE(at + 10),
      crc: file.readUInt32LE(at + 16),
      packed: file.readUInt32LE(at + 20),
      size: file.readUInt32LE(at + 24),
      offset: file.readUInt32LE(at + 42),
    });
    at = next;
  }
  return parts;
}

function assertSafe(file: Buffer, parts: ReadonlyMap<string, Part>): void {
  const size = [...parts.values()].reduce((sum, part) => sum + part.size, 0);
  if (size > limits.unpackedBytes) throw tooLarge();
  if (size > RATIO_FROM_BYTES && size > file.length * limits.packedRatio) throw tooLarge();
}

/** Inflates no further than the directory promised: a header that lies about its size stops here, not in memory. */
async function unpack(file: Buffer, part: Part): Promise<Buffer> {
  if (part.offset + LOCAL_BYTES > file.length || file.readUInt32LE(part.offset) !== LOCAL_HEADER) throw broken();
  const start = part.offset + LOCAL_BYTES + file.readUInt16LE(part.offset + 26) + file.readUInt16LE(part.offset + 28);
  if (start + part.packed > file.length) throw broken();
  const packed = file.subarray(start, start + part.packed);
  const content = await inflated(packed, part);
  if (content.length !== part.size || crc32(content) !== part.crc) throw broken();
  return content;
}

async function inflated(packed: Buffer, part: Part): Promise<Buffer> {
  if (part.method === STORED) return packed;
  if (part.method !== DEFLATED) throw broken();
  try {
    return await inflate(packed, { maxOutputLength: Math.max(part.size, 1) });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : broken();
  }
}

function decode(content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw broken();
  }
}
