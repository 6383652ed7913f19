import { hash } from 'node:crypto';
import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { roles as knownRoles, type Role } from '@linli/contracts';
import { Refusal } from '@linli/kernel';
import { Actor } from './actor.js';

const TOLERANCE_S = 5;
const LONGEST_TOKEN = 8_192;
const REMEMBERED_TOKENS = 10_000;
const KEYS_FRESH_MS = 10 * 60_000;
const KEYS_TIMEOUT_MS = 2_500;

export interface TokensOptions {
  /** `iss` of every token, and where the keys are found unless `jwksUrl` says so. */
  readonly issuer: string;
  /** `aud` of every token. */
  readonly audience: string;
  /** Address of the key set; without it the issuer's `/.well-known/openid-configuration` is asked. */
  readonly jwksUrl?: string;
  /** RS256 and ES256 unless told. */
  readonly algorithms?: readonly string[];
  /** How long after one look at the keys the next may follow; 2,000 ms unless told. */
  readonly keysCooldownMs?: number;
}

/**
 * Verifies access tokens and says who acts. Refuses with kind `unauthenticated` and a code `token.…`; with kind
 * `unavailable` only while no key was ever seen. Needs nothing at start: keys are fetched with the first token, and those once
 * seen serve on while the issuer is away. A verified token is remembered until it expires.
 */
export class Tokens {
  private readonly keys: KeySet;
  private readonly algorithms: string[];
  private readonly remembered = new Map<string, { actor: Actor; until: number }>();

  constructor(private readonly options: TokensOptions) {
    this.keys = new KeySet(options);
    this.algorithms = [...(options.algorithms ?? ['RS256', 'ES256'])];
  }

  async verify(token: string | undefined): Promise<Actor> {
    if (!token) throw unauthenticated('missing', '请先登录：在 Authorization 头里发送访问令牌（Bearer <token>）。');
    if (token.length > LONGEST_TOKEN)
      throw unauthenticated('malformed', `访问令牌最多 ${LONGEST_TOKEN} 个字符，请重新登录。`);
    const fingerprint = hash('sha256', token, 'base64');
    const known = this.remembered.get(fingerprint);
    if (known) {
      // Deleted and set again: the least recently used stand first in the map.
      this.remembered.delete(fingerprint);
      if (Date.now() >= known.until) throw expired();
      this.remembered.set(fingerprint, known);
      return known.actor;
    }
    const claims = await this.claimsOf(token);
    const actor = actorOf(claims);
    this.remember(fingerprint, actor, (claims.exp + TOLERANCE_S) * 1_000);
    return actor;
  }

  private remember(fingerprint: string, actor: Actor, until: number): void {
    this.remembered.set(fingerprint, { actor, until });
    for (const oldest of this.remembered.keys()) {
      if (this.remembered.size <= REMEMBERED_TOKENS) break;
      this.remembered.delete(oldest);
    }
  }

  private async claimsOf(token: string): Promise<JWTPayload & { exp: number }> {
    const { issuer, audience } = this.options;
    try {
      // Headers that bring their own key (jwk, jku, x5u) are never looked at: the key comes from the issuer's set by kid.
      const { payload } = await jwtVerify(token, this.keys.find, {
        issuer,
        audience,
        algorithms: this.algorithms,
        typ: 'at+jwt',
        clockTolerance: TOLERANCE_S,
        requiredClaims: ['exp', 'iat', 'sub'],
      });
      return payload as JWTPayload & { exp: number };
    } catch (error) {
      throw error instanceof Refusal ? error : refusalOf(error);
    }
  }
}

function actorOf(claims: JWTPayload): Actor {
  const { sub, iat } = claims;
  if (typeof sub !== 'string' || sub === '' || sub.length > 200 || sub.startsWith('service:')) {
    throw unauthenticated('invalid', '访问令牌里没有人员标识（sub），请重新登录。');
  }
  if (typeof iat !== 'number' || iat > Date.now() / 1_000 + TOLERANCE_S) {
    throw unauthenticated('not-yet-valid', '访问令牌的签发时间晚于现在，请系统运维核对签发方的时钟。');
  }
  const roles = texts(claims['roles']).filter((role): role is Role => granted.has(role));
  return new Actor(
    sub,
    text(claims['name']) || sub,
    roles,
    texts(claims['projects']),
    text(claims['company']),
    text(claims['department']),
  );
}

const granted: ReadonlySet<string> = new Set(knownRoles);
const text = (claim: unknown): string => (typeof claim === 'string' ? claim : '');
const texts = (claim: unknown): string[] =>
  Array.isArray(claim) ? claim.filter((item) => typeof item === 'string') : [];

const unauthenticated = (reason: string, message: string) => new Refusal('unauthenticated', `token.${reason}`, message);
const expired = () => unauthenticated('expired', '登录已过期，请重新登录。');

function refusalOf(error: unknown): Refusal {
  if (error instanceof errors.JWTExpired) return expired();
  if (error instanceof errors.JWTClaimValidationFailed) {
    const said = wrongClaim[error.claim];
    if (error.reason === 'missing' && !said?.evenMissing) {
      return unauthenticated('incomplete', `访问令牌缺少 ${error.claim}，请重新登录。`);
    }
    return said
      ? unauthenticated(said.reason, said.message)
      : unauthenticated('invalid', `访问令牌的 ${error.claim} 不正确，请重新登录。`);
  }
  if (error instanceof errors.JWTInvalid || error instanceof errors.JWSInvalid) {
    return unauthenticated('malformed', '访问令牌不是已签名的 JWT，请重新登录。');
  }
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) {
    return unauthenticated('unknown-key', '访问令牌所用的密钥不在签发方公布之列，请重新登录。');
  }
  return unauthenticated('invalid', '访问令牌不是签发方用允许的算法签名的，请重新登录。');
}

const wrongClaim: Readonly<Record<string, { reason: string; message: string; evenMissing?: boolean }>> = {
  iss: {
    reason: 'wrong-issuer',
    message: '访问令牌由其他签发方签发，请在本公司登录。',
    evenMissing: true,
  },
  aud: {
    reason: 'wrong-audience',
    message: '访问令牌是为其他系统签发的，请登录本系统。',
    evenMissing: true,
  },
  typ: {
    reason: 'wrong-type',
    message: '发送的不是访问令牌（typ at+jwt），请发送访问令牌。',
    evenMissing: true,
  },
  nbf: { reason: 'not-yet-valid', message: '访问令牌尚未生效，请稍后再试。' },
};

type Find = ReturnType<typeof createLocalJWKSet>;

/** The issuer's public keys: fetched when needed, refreshed behind the scenes, kept for as long as the issuer is away. */
class KeySet {
  private current?: Find;
  private readAt = 0;
  private triedAt = 0;
  private reading?: Promise<void>;

  constructor(private readonly options: TokensOptions) {}

  readonly find: JWTVerifyGetKey = async (header, token) => {
    if (!this.current) await this.refresh();
    else if (Date.now() - this.readAt > KEYS_FRESH_MS) void this.refresh();
    if (!this.current) {
      throw new Refusal('unavailable', 'token.keys-unavailable', '暂时无法核验登录，请稍后再试。');
    }
    try {
      return await this.current(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      // Perhaps a new key: look again before saying no.
      await this.refresh();
      return this.current(header, token);
    }
  };

  private refresh(): Promise<void> {
    if (this.reading) return this.reading;
    if (Date.now() - this.triedAt < (this.options.keysCooldownMs ?? 2_000)) return Promise.resolve();
    this.triedAt = Date.now();
    this.reading = this.read()
      .catch(() => undefined)
      .finally(() => (this.reading = undefined));
    return this.reading;
  }

  private async read(): Promise<void> {
    const url = this.options.jwksUrl ?? (await this.discovered());
    this.current = createLocalJWKSet(await fetched<JSONWebKeySet>(url));
    this.readAt = Date.now();
  }

  private async discovered(): Promise<string> {
    const base = this.options.issuer.replace(/\/$/, '');
    const { issuer, jwks_uri } = await fetched<{ issuer: string; jwks_uri: string }>(
      `${base}/.well-known/openid-configuration`,
    );
    if (issuer !== this.options.issuer) throw new Error(`${base} calls itself ${issuer}`);
    return jwks_uri;
  }
}

async function fetched<T>(url: string): Promise<T> {
  const answer = await fetch(url, {
    signal: AbortSignal.timeout(KEYS_TIMEOUT_MS),
    redirect: 'error',
    headers: { accept: 'application/json' },
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return (await answer.json()) as T;
}
