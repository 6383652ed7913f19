import { createHmac, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import type { TestIssuer } from '@linli/testing';

/** One way to come to the door with something that is no good token. */
export interface BadToken {
  readonly what: string;
  /** Values of the header Authorization, and of `x-token` on the bus, one header each. */
  readonly authorization: readonly string[];
  readonly tokens: readonly string[];
  readonly code: string;
  /** Where a service says it in another word. */
  readonly codeInService?: string;
}

type Part = Readonly<Record<string, unknown>>;

const encoded = (part: Part | string): string =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
const seconds = (fromNow: number): number => Math.floor(Date.now() / 1_000) + fromNow;

/** Makes tokens by hand, good and bad: no library stands in the way of nonsense. */
export class Forger {
  private readonly stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private readonly claims: Part;

  constructor(
    private readonly issuer: TestIssuer,
    roles: readonly string[],
    /** Where a token says that its key is to be fetched; nobody may come. */
    private readonly trap: string,
  ) {
    this.claims = {
      ...{ iss: issuer.url, aud: 'linli', sub: 'forger', name: '冒充者', roles, projects: ['*'] },
      ...{ iat: seconds(-1), exp: seconds(3_000) },
    };
  }

  /** Is taken everywhere: what shows that the others are refused for their fault alone. */
  good(): string {
    return this.made();
  }

  /** With a valid token whose roles give nothing. */
  powerless(): readonly (readonly [what: string, token: string])[] {
    return [
      ['roles that are not a list', this.made({ roles: 'GENERAL_MANAGER' })],
      ['roles in an object', this.made({ roles: { 0: 'GENERAL_MANAGER' } })],
      ['an unknown role only', this.made({ roles: ['WIZARD', 'general_manager', ' GENERAL_MANAGER', '__proto__'] })],
      ['no roles', this.made({ roles: undefined })],
    ];
  }

  bad(): readonly BadToken[] {
    const good = this.good();
    const [head = '', body = '', signature = ''] = good.split('.');
    const { publicKey, privateKey } = this.issuer.keys;
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const jwk = { ...this.stranger.publicKey.export({ format: 'jwk' }), kid: 'test' };
    const unsigned = (alg: string) => `${encoded({ ...header, alg })}.${body}`;
    const hmac = (alg: string, secret: string) => {
      const text = unsigned(alg);
      return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
    };
    const strange = (more: Part) => this.made({}, { ...header, ...more }, this.stranger.privateKey);
    const der = sign('sha256', Buffer.from(`${head}.${body}`), privateKey).toString('base64url');
    const raised = encoded({ ...this.claims, roles: ['GENERAL_MANAGER'], sub: 'general-manager' });
    const one = (what: string, code: string, token: string): BadToken => ({
      ...{ what, code, tokens: [token], authorization: [`Bearer ${token}`] },
    });
    return [
      { what: 'no token', code: 'token.missing', authorization: [], tokens: [] },
      {
        ...{ what: 'a password in place of a token', code: 'token.missing', codeInService: 'token.malformed' },
        ...{ authorization: [`Basic ${Buffer.from('admin:admin').toString('base64')}`], tokens: ['admin:admin'] },
      },
      {
        ...{ what: 'a token that is not called Bearer', code: 'token.missing', codeInService: 'token.malformed' },
        ...{ authorization: [good], tokens: [`Bearer ${good}`] },
      },
      {
        ...{ what: 'two tokens in two headers', code: 'token.ambiguous' },
        ...{ authorization: [`Bearer ${good}`, `Bearer ${good}`], tokens: [good, good] },
      },
      {
        ...{ what: 'two tokens in one header', code: 'token.missing', codeInService: 'token.malformed' },
        ...{ authorization: [`Bearer ${good}, Bearer ${good}`], tokens: [`${good}, ${good}`] },
      },
      one('garbage', 'token.malformed', 'open-sesame'),
      one('random bytes in three parts', 'token.malformed', [24, 90, 64].map(random).join('.')),
      one('five parts, as an encrypted token has', 'token.malformed', `${good}.${signature}.${signature}`),
      one('a body that is no JSON', 'token.malformed', this.signed(header, 'hello')),
      one('a body that is a list', 'token.malformed', this.signed(header, '[]')),
      one('alg none', 'token.invalid', `${unsigned('none')}.`),
      one('alg nOnE with a real signature', 'token.invalid', `${unsigned('nOnE')}.${signature}`),
      one('HS256 with the public key as its secret', 'token.invalid', hmac('HS256', pem)),
      one('HS256 with the coordinates of the public key', 'token.invalid', hmac('HS256', JSON.stringify(jwk))),
      one('RS256 with a key that is none of RSA', 'token.unknown-key', `${unsigned('RS256')}.${signature}`),
      one('the key of somebody else', 'token.invalid', strange({})),
      one('the key of somebody else that it brings along (jwk)', 'token.invalid', strange({ jwk })),
      one('the key of somebody else at an address (jku)', 'token.invalid', strange({ jku: `${this.trap}/jku` })),
      one('the certificate of somebody else (x5u)', 'token.invalid', strange({ x5u: `${this.trap}/x5u` })),
      one('an unknown kid', 'token.unknown-key', this.made({}, { ...header, kid: 'elsewhere' })),
      one('a kid that is a path', 'token.unknown-key', this.made({}, { ...header, kid: '../../dev/null' })),
      one(
        'an extension that must be understood (crit)',
        'token.invalid',
        this.made({}, { ...header, crit: ['x'], x: 1 }),
      ),
      one(
        'a body that is not encoded (b64)',
        'token.malformed',
        this.made({}, { ...header, crit: ['b64'], b64: false }),
      ),
      one(
        'a signature of nothing but zeros',
        'token.invalid',
        `${head}.${body}.${Buffer.alloc(64).toString('base64url')}`,
      ),
      one('a signature in another form', 'token.invalid', `${head}.${body}.${der}`),
      one('no signature', 'token.invalid', `${head}.${body}.`),
      one('claims that were changed after signing', 'token.invalid', `${head}.${raised}.${signature}`),
      one(
        'a head that was changed after signing',
        'token.invalid',
        `${encoded({ ...header, note: 1 })}.${body}.${signature}`,
      ),
      one('a wrong issuer', 'token.wrong-issuer', this.made({ iss: 'https://id.elsewhere.example' })),
      one('no issuer', 'token.wrong-issuer', this.made({ iss: undefined })),
      one('a wrong audience', 'token.wrong-audience', this.made({ aud: ['payroll'] })),
      one('no audience', 'token.wrong-audience', this.made({ aud: undefined })),
      one('a token that has expired', 'token.expired', this.made({ exp: seconds(-10) })),
      one('a token that is not valid yet (nbf)', 'token.not-yet-valid', this.made({ nbf: seconds(60) })),
      one('a token issued in the future', 'token.not-yet-valid', this.made({ iat: seconds(60) })),
      one('no exp', 'token.incomplete', this.made({ exp: undefined })),
      one('an exp that is a text', 'token.invalid', this.made({ exp: '9999999999' })),
      one('no iat', 'token.incomplete', this.made({ iat: undefined })),
      one('no sub', 'token.incomplete', this.made({ sub: undefined })),
      one('an empty sub', 'token.invalid', this.made({ sub: '' })),
      one('a sub that is a number', 'token.invalid', this.made({ sub: 7 })),
      one('a sub that calls itself a service', 'token.invalid', this.made({ sub: 'service:sales-office' })),
      one('an id token (typ JWT)', 'token.wrong-type', this.made({}, { ...header, typ: 'JWT' })),
      one('no typ', 'token.wrong-type', this.made({}, { ...header, typ: undefined })),
      one('a token that is far too large', 'token.malformed', this.made({ note: 'x'.repeat(7_000) })),
    ];
  }

  private made(claims: Part = {}, head: Part = header, key?: KeyObject): string {
    return this.signed(head, JSON.stringify({ ...this.claims, ...claims }), key);
  }

  private signed(head: Part, body: string, key: KeyObject = this.issuer.keys.privateKey): string {
    const text = `${encoded(head)}.${encoded(body)}`;
    return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  }
}

const header = { alg: 'ES256', kid: 'test', typ: 'at+jwt' };
const random = (bytes: number): string => randomBytes(bytes).toString('base64url');
