import { isUtf8 } from 'node:buffer';
import { refuse } from '@linli/kernel';

const DEEPEST = 32;

/**
 * The JSON of a body, undefined when it is empty. Refuses what is not UTF-8 or not JSON, what is nested deeper than 32 levels
 * (it would break whoever walks through it), and names that would change an object's prototype.
 */
export function jsonOf(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  if (!isUtf8(bytes)) throw refuse.invalid('request.not-utf8', 'The body is not encoded in UTF-8.');
  const text = bytes.toString('utf8');
  if (depthOf(text) > DEEPEST)
    throw refuse.invalid('request.too-deep', `The body is nested deeper than ${DEEPEST} levels.`);
  let poisoned = false;
  let value: unknown;
  try {
    value = MAY_POISON.test(text)
      ? JSON.parse(text, (name: string, part: unknown) => {
          poisoned ||= POISON.has(name);
          return part;
        })
      : JSON.parse(text);
  } catch {
    throw refuse.invalid('request.broken-json', 'The body is not JSON; check its quotes, commas and brackets.');
  }
  if (poisoned)
    throw refuse.invalid(
      'request.invalid',
      'The body has a field that no message has: __proto__, constructor or prototype.',
    );
  return value;
}

const POISON: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
// An escape may spell any of them.
const MAY_POISON = /__proto__|constructor|prototype|\\u/;

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inText = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inText) {
      if (code === 0x5c) at++;
      else if (code === 0x22) inText = false;
    } else if (code === 0x22) {
      inText = true;
    } else if (code === 0x7b || code === 0x5b) {
      depth++;
      if (depth > deepest) deepest = depth;
    } else if (code === 0x7d || code === 0x5d) {
      depth--;
    }
  }
  return deepest;
}
