import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { dirname } from 'node:path';
import { calculateJwkThumbprint, exportJWK, SignJWT, type JWK } from 'jose';
import { people } from './people.js';

const AUDIENCE = 'linli';
const EIGHT_HOURS_S = 8 * 3_600;
const LONGEST_BODY = 16_384;

export interface IssuerOptions {
  readonly port: number;
  /** Loopback unless told; in a container every interface. */
  readonly host?: string;
  /** `iss` of the tokens and the public address; `http://127.0.0.1:<port>` unless told. */
  readonly url?: string;
  /** PEM of the RSA key, made when missing, so that tokens survive a restart. */
  readonly keyFile?: string;
}

export interface Issuer {
  readonly url: string;
  close(): Promise<void>;
}

/** The development issuer: gives anybody a token of any demo person, and therefore never starts in production. */
export async function startIssuer({ port, host = '127.0.0.1', url, keyFile }: IssuerOptions): Promise<Issuer> {
  if (process.env['NODE_ENV'] === 'production') {
    throw new Error('the development issuer gives tokens to everybody and does not start with NODE_ENV=production');
  }
  const pem = await keptKey(keyFile);
  const jwk = await publicJwk(pem);
  const key = createPrivateKey(pem);
  let address = url ?? '';

  const server = createServer((request, response) => {
    answer(request, { issuer: address, jwk, key }).then(
      ({ status, body }) => {
        const type = status < 400 ? 'application/json' : 'application/problem+json';
        response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' });
        response.end(JSON.stringify(body));
      },
      () => response.writeHead(500).end(),
    );
  });
  const bound = await listen(server, port, host);
  address ||= `http://127.0.0.1:${bound}`;
  return {
    url: address,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

interface Desk {
  readonly issuer: string;
  readonly jwk: JWK;
  readonly key: KeyObject;
}

interface Reply {
  readonly status: number;
  readonly body: object;
}

async function answer(request: IncomingMessage, desk: Desk): Promise<Reply> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const methods = desks[path];
  if (!methods)
    return problem(
      404,
      'issuer.unknown-path',
      'The issuer answers /.well-known/openid-configuration, /jwks, /dev/people and /dev/token.',
    );
  const handler = methods[request.method ?? ''];
  if (!handler) return problem(405, 'issuer.wrong-method', `${path} takes ${Object.keys(methods).join(', ')}.`);
  return handler(desk, request);
}

const desks: Readonly<
  Record<string, Readonly<Record<string, (desk: Desk, request: IncomingMessage) => Reply | Promise<Reply>>>>
> = {
  '/health/live': { GET: () => ok({ status: 'up' }) },
  '/.well-known/openid-configuration': {
    GET: ({ issuer }) =>
      ok({
        issuer,
        jwks_uri: `${issuer}/jwks`,
        token_endpoint: `${issuer}/dev/token`,
        response_types_supported: ['token'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      }),
  },
  '/jwks': { GET: ({ jwk }) => ok({ keys: [jwk] }) },
  '/dev/people': { GET: () => ok({ people }) },
  '/dev/token': { POST: token },
};

async function token({ issuer, jwk, key }: Desk, request: IncomingMessage): Promise<Reply> {
  const asked = await bodyOf(request);
  if ('status' in asked) return asked;
  const wrong = wrongIn(asked.body);
  if (wrong) return problem(400, 'issuer.invalid-request', wrong);
  const {
    person: id,
    expiresIn = EIGHT_HOURS_S,
    projects,
  } = asked.body as { person: string; expiresIn?: number; projects?: string[] };
  const person = people.find((each) => each.id === id);
  if (!person)
    return problem(404, 'issuer.unknown-person', 'There is no such demo person; GET /dev/people lists every id.');
  const issuedAt = Math.floor(Date.now() / 1_000);
  const { name, roles, department, company } = person;
  const accessToken = await new SignJWT({ name, roles, projects: projects ?? person.projects, company, department })
    .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', ...(jwk.kid ? { kid: jwk.kid } : {}) })
    .setIssuer(issuer)
    .setAudience(AUDIENCE)
    .setSubject(person.id)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + expiresIn)
    .sign(key);
  return ok({ access_token: accessToken, token_type: 'Bearer', expires_in: expiresIn });
}

function wrongIn(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return 'Send a JSON object such as {"person": "consultant"}.';
  const { person, expiresIn, projects, ...unknown } = body as Record<string, unknown>;
  if (typeof person !== 'string')
    return 'Say whose token it shall be: {"person": "<id>"}; GET /dev/people lists every id.';
  if (expiresIn !== undefined && !(Number.isInteger(expiresIn) && Math.abs(expiresIn as number) <= 30 * 86_400)) {
    return 'expiresIn is a whole number of seconds, at most 30 days.';
  }
  if (
    projects !== undefined &&
    !(Array.isArray(projects) && projects.every((project) => typeof project === 'string'))
  ) {
    return 'projects is a list of project codes.';
  }
  const [name] = Object.keys(unknown);
  return name === undefined ? undefined : `${JSON.stringify(name)} is not known; give person, projects or expiresIn.`;
}

async function bodyOf(request: IncomingMessage): Promise<Reply | { body: unknown }> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= LONGEST_BODY) parts.push(part);
  }
  if (size > LONGEST_BODY) return problem(413, 'issuer.too-large', `The body has at most ${LONGEST_BODY} bytes.`);
  try {
    return { body: JSON.parse(Buffer.concat(parts).toString('utf8')) };
  } catch {
    return problem(400, 'issuer.broken-json', 'The body is not JSON; send {"person": "<id>"}.');
  }
}

const ok = (body: object): Reply => ({ status: 200, body });
const problem = (status: number, code: string, detail: string): Reply => ({
  status,
  body: { type: `urn:linli:problem:${code}`, title: detail, status, detail, code },
});

async function keptKey(file: string | undefined): Promise<string> {
  const kept = file && (await readFile(file, 'utf8').catch(() => undefined));
  if (kept) return kept;
  const pem = generateKeyPairSync('rsa', { modulusLength: 2_048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
  if (file) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, pem, { mode: 0o600 });
  }
  return pem;
}

async function publicJwk(pem: string): Promise<JWK> {
  const jwk = await exportJWK(createPublicKey(pem));
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'RS256', use: 'sig' };
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(port, host, () => done());
  });
  const address = server.address();
  return typeof address === 'object' && address ? address.port : port;
}
