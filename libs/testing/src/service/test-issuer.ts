import { KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Role } from '@linli/contracts';

/** A person in a test: a fixed cast of them is in `cast.ts`. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly projects?: readonly string[];
  readonly company?: string;
  readonly department?: string;
}

/** An issuer of real tokens for tests, with its key set on loopback. */
export class TestIssuer {
  private readonly tokens = new Map<Person, Promise<string>>();

  private constructor(
    readonly url: string,
    private readonly pair: Awaited<ReturnType<typeof generateKeyPair>>,
    private readonly close: () => Promise<void>,
  ) {}

  static async start(): Promise<TestIssuer> {
    const pair = await generateKeyPair('ES256', { extractable: true });
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'test', alg: 'ES256', use: 'sig' };
    const server = createServer((request, response) => {
      const body = request.url === '/jwks' ? { keys: [jwk] } : { issuer: url, jwks_uri: `${url}/jwks` };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.unref();
    return new TestIssuer(url, pair, () => new Promise((resolve) => server.close(() => resolve())));
  }

  /** Its keys, for specs that forge tokens. */
  get keys(): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
    return {
      privateKey: KeyObject.from(this.pair.privateKey),
      publicKey: KeyObject.from(this.pair.publicKey),
    };
  }

  /** A token of the person, good for an hour. */
  token(person: Person): Promise<string> {
    const known = this.tokens.get(person);
    if (known) return known;
    const { id, name, roles, projects = ['*'], company = 'linli', department = '' } = person;
    const token = new SignJWT({ name, roles, projects, company, department })
      .setProtectedHeader({ alg: 'ES256', kid: 'test', typ: 'at+jwt' })
      .setIssuer(this.url)
      .setAudience('linli')
      .setSubject(id)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(this.pair.privateKey);
    this.tokens.set(person, token);
    return token;
  }

  stop(): Promise<void> {
    return this.close();
  }
}
