import { createCipheriv, createDecipheriv, createHash, createHmac, createSecretKey, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** Where a sealed value lives. A value copied to another row or column does not open there. */
export type Place = `${string}|${string}|${string}`;

/** 32-byte keys in base64. Old keys stay in `keys` until nothing is sealed with them any more. */
export interface SealerKeys {
  readonly keys: Readonly<Record<string, string>>;
  readonly currentKeyId: string;
  readonly indexKey: string;
}

/** A sealed value that does not open: changed, moved to another place, or sealed with a key that this service does not hold. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const INDEX_BYTES = 16;
const BLOCK = 16;

/** Seals personal data for the database (AES-256-GCM, `<keyId>.<base64url>`) and makes the blind indexes that find it again. */
export class Sealer {
  readonly #keys: ReadonlyMap<string, KeyObject>;
  readonly #currentKeyId: string;
  readonly #currentKey: KeyObject;
  readonly #indexKey: KeyObject;
  readonly #tokenKey: KeyObject;

  /** Throws when a key is not 32 bytes of base64, the current one is missing, or the index key also seals. */
  constructor({ keys, currentKeyId, indexKey }: SealerKeys) {
    this.#keys = new Map(Object.entries(keys).map(([id, key]) => [checkedId(id), secret(`key ${id}`, key)]));
    const current = this.#keys.get(currentKeyId);
    if (!current) throw new Error('The current key is not among the keys of the sealer.');
    this.#currentKeyId = currentKeyId;
    this.#currentKey = current;
    this.#indexKey = secret('the index key', indexKey);
    if ([...this.#keys.values()].some((key) => key.equals(this.#indexKey))) {
      throw new Error('The index key must be a key of its own, not one of the sealing keys.');
    }
    this.#tokenKey = createSecretKey(createHmac('sha256', this.#indexKey).update('search tokens').digest());
  }

  /** Reads `PARTY_KEYS` ('k2:base64,k1:base64', the first seals, all open) and `PARTY_INDEX_KEY` (base64). */
  static fromEnvironment(env: Readonly<Record<string, string | undefined>>): Sealer {
    const pairs = present(env, 'PARTY_KEYS')
      .split(',')
      .map((pair) => /^\s*([^:\s]+):(\S+)\s*$/.exec(pair))
      .map((match, index) => {
        if (match?.[1] && match[2]) return [match[1], match[2]] as const;
        throw new Error(`PARTY_KEYS: entry ${index + 1} must be written <id>:<32 bytes in base64>.`);
      });
    const keys = Object.fromEntries(pairs);
    if (Object.keys(keys).length < pairs.length) throw new Error('PARTY_KEYS: a key id appears twice.');
    const indexKey = present(env, 'PARTY_INDEX_KEY');
    try {
      return new Sealer({ keys, currentKeyId: pairs[0]?.[0] ?? '', indexKey });
    } catch (error) {
      throw new Error(`PARTY_KEYS and PARTY_INDEX_KEY: ${error instanceof Error ? error.message : 'not usable.'}`);
    }
  }

  /** Two seals of one text differ; use `index` to compare. */
  seal(plain: string, place: Place): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#currentKey, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(bound(place));
    const body = Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${this.#currentKeyId}.${body.toString('base64url')}`;
  }

  /** The text that was sealed for this very place; throws SealBroken otherwise. */
  open(sealed: string, place: Place): string {
    const [id = '', encoded = ''] = sealed.split('.');
    const key = this.#keys.get(id);
    if (!key)
      throw new SealBroken('This value was sealed with a key that is not configured here; add the key to PARTY_KEYS.');
    const body = Buffer.from(encoded, 'base64url');
    if (body.length < IV_BYTES + TAG_BYTES || sealed !== `${id}.${body.toString('base64url')}`) {
      throw new SealBroken('This is not a sealed value.');
    }
    const decipher = createDecipheriv(ALGORITHM, key, body.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(bound(place));
    decipher.setAuthTag(body.subarray(-TAG_BYTES));
    try {
      return decipher.update(body.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch {
      throw new SealBroken('The sealed value was changed, or belongs to another row or column.');
    }
  }

  /** Whether the value is sealed with the current key; after a rotation the others are to be sealed anew. */
  isCurrent(sealed: string): boolean {
    return sealed.startsWith(`${this.#currentKeyId}.`);
  }

  /**
   * The blind index of a normalised value: 22 characters, equal for equal values of one kind ('phone', 'id-number'), worthless
   * without the key. A change of the index key means that every index is computed again.
   */
  index(kind: string, normalised: string): string {
    const mac = createHmac('sha256', this.#indexKey).update(`${kind}\0${normalised}`, 'utf8').digest();
    return mac.subarray(0, INDEX_BYTES).toString('base64url');
  }

  /**
   * The blind tokens of search words, for a `bigint[]` column: 64 bits each, equal for equal words, worthless without the key. All words of
   * a person go through the cipher together, each as one block: a code of its own per word costs ten times as much.
   */
  tokens(words: readonly string[]): string[] {
    const blocks = Buffer.alloc(words.length * BLOCK);
    words.forEach((word, i) => {
      const length = Buffer.byteLength(word);
      if (length < BLOCK) blocks.write(word, i * BLOCK);
      else
        createHash('sha256')
          .update(word)
          .digest()
          .copy(blocks, i * BLOCK, 0, BLOCK - 1);
      blocks[i * BLOCK + BLOCK - 1] = length < BLOCK ? length : BLOCK;
    });
    const cipher = createCipheriv('aes-256-ecb', this.#tokenKey, null).setAutoPadding(false);
    const codes = cipher.update(blocks);
    return words.map((_, i) => codes.readBigInt64LE(i * BLOCK).toString());
  }
}

function checkedId(id: string): string {
  if (!/^[A-Za-z0-9_-]+$/.test(id)) throw new Error('A key id is letters, digits, dashes and underscores.');
  return id;
}

function secret(name: string, base64: string): KeyObject {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== 32 || bytes.toString('base64') !== base64) {
    throw new Error(`${name} must be 32 random bytes in base64 (openssl rand -base64 32).`);
  }
  return createSecretKey(bytes);
}

function present(env: Readonly<Record<string, string | undefined>>, name: string): string {
  const value = env[name]?.trim();
  if (!value) throw new Error(`${name} is not set; it holds 32 random bytes in base64 (openssl rand -base64 32).`);
  return value;
}

function bound(place: Place): Buffer {
  if (!/^[^|]+\|[^|]+\|[^|]+$/.test(place)) throw new RangeError('A place is written table|column|row.');
  return Buffer.from(place, 'utf8');
}
