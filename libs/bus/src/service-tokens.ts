import { createHmac, timingSafeEqual } from 'node:crypto';
import { Refusal } from '@linli/kernel';
import { Actor } from './actor.js';

const LIFE_MS = 60_000;

const mac = (secret: string, text: string) => createHmac('sha256', secret).update(text).digest('base64url');

/** What a service shows when it asks another one without a person: its name and the time, signed, good for a minute. */
export function serviceToken(name: string, secret: string, at = Date.now()): string {
  const text = `${name}.${at}`;
  return `${text}.${mac(secret, text)}`;
}

/** The service behind a token; Refusal `unauthenticated` when it is forged or too old. */
export function verifyServiceToken(token: string, secret: string, at = Date.now()): Actor {
  const [name = '', issued = '', signature = ''] = token.split('.');
  const expected = Buffer.from(mac(secret, `${name}.${issued}`));
  const given = Buffer.from(signature);
  const genuine = given.length === expected.length && timingSafeEqual(given, expected);
  if (!genuine || Math.abs(at - Number(issued)) > LIFE_MS) {
    throw new Refusal(
      'unauthenticated',
      'token.service-invalid',
      '发起请求的部门系统未能证明身份，请系统运维核对 SERVICE_SECRET 和时钟。',
    );
  }
  return Actor.service(name);
}
