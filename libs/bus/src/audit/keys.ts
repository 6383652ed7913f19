import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** What stands before 32 random bytes to make an Ed25519 key of them. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Keys that sign the chain over the logs. They are in the environment and never in a database: who may change rows cannot sign them. */
export class AuditKeys {
  private readonly keys: ReadonlyMap<string, { readonly own: KeyObject; readonly shown: KeyObject }>;

  private constructor(
    private readonly current: string,
    secrets: ReadonlyMap<string, Buffer>,
  ) {
    this.keys = new Map(
      [...secrets].map(([id, seed]) => {
        const own = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
        return [id, { own, shown: createPublicKey(own) }];
      }),
    );
  }

  /** `k2:<32 bytes in base64>,k1:…`: the first signs, all verify. */
  static of(written: string): AuditKeys {
    const secrets = new Map(
      written.split(',').map((pair): [string, Buffer] => {
        const [id = '', base64 = ''] = pair.trim().split(':');
        const seed = Buffer.from(base64, 'base64');
        if (id === '' || seed.length !== 32) throw new Error('AUDIT_KEYS must be <id>:<32 random bytes in base64>');
        return [id, seed];
      }),
    );
    return new AuditKeys([...secrets.keys()][0]!, secrets);
  }

  sign(text: string): { readonly keyId: string; readonly signature: Buffer } {
    return { keyId: this.current, signature: sign(null, Buffer.from(text), this.keys.get(this.current)!.own) };
  }

  /** False too when the key is not known. */
  verify(text: string, keyId: string, signature: Uint8Array): boolean {
    const key = this.keys.get(keyId);
    return key !== undefined && verify(null, Buffer.from(text), key.shown, signature);
  }
}
