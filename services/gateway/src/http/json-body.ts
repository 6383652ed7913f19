import { isUtf8 } from 'node:buffer';
import { refuse } from '@linli/kernel';

const DEEPEST = 32;

/**
 * The JSON of a body, undefined when it is empty. Refuses what is not UTF-8 or not JSON, what is nested deeper than 32 levels
 * (it would break whoever walks through it), and names that would change an object's prototype.
 */
export function jsonOf(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  if (!isUtf8(bytes)) throw refuse.invalid('request.not-utf8', '提交的内容不是 UTF-8 编码，请改正后再提交。');
  const text = bytes.toString('utf8');
  if (depthOf(text) > DEEPEST)
    throw refuse.invalid('request.too-deep', `提交的内容嵌套超过 ${DEEPEST} 层，请减少层数。`);
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
    throw refuse.invalid('request.broken-json', '提交的内容不是 JSON，请检查引号、逗号和括号。');
  }
  if (poisoned)
    throw refuse.invalid('request.invalid', '提交的内容含有不允许的字段 __proto__、constructor 或 prototype，请去掉。');
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
