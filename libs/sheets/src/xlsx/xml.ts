import { broken } from '../refusals.js';

/** What a walk over a part of a workbook reports; names come without their namespace prefix, as WPS and Excel differ in it. */
export interface Visitor {
  /** `rest` is the raw text of the attributes, for `attribute()`. Returning false ends the walk. */
  open(name: string, rest: string): boolean | void;
  close(name: string): void;
  text(text: string): void;
}

const TAG = /<(\/?)(?:[\w.-]+:)?([\w.-]+)([^"'<>]*(?:"[^"]*"[^"'<>]*|'[^']*'[^"'<>]*)*)>/y;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * Walks the XML once and keeps nothing, so that a hostile sheet costs time in proportion to its size. Refuses what is
 * not well-formed enough to trust and every DOCTYPE: no entity is ever expanded.
 */
export function walk(xml: string, visitor: Visitor): void {
  let at = xml.indexOf('<');
  let depth = 0;
  if (at < 0) throw broken();
  while (at >= 0) {
    if (xml.startsWith('<?', at)) at = after(xml, '?>', at);
    else if (xml.startsWith('<!--', at)) at = after(xml, '-->', at);
    else if (xml.startsWith('<![CDATA[', at)) {
      const end = after(xml, ']]>', at);
      visitor.text(xml.slice(at + 9, end - 3));
      at = end;
    } else {
      TAG.lastIndex = at;
      const tag = TAG.exec(xml);
      if (!tag) throw broken();
      const name = tag[2] ?? '';
      const rest = tag[3] ?? '';
      at = TAG.lastIndex;
      if (tag[1]) {
        depth -= 1;
        visitor.close(name);
      } else {
        if (visitor.open(name, rest) === false) return;
        if (rest.endsWith('/')) visitor.close(name);
        else depth += 1;
      }
    }
    const next = xml.indexOf('<', at);
    if (next > at) visitor.text(decoded(xml.slice(at, next)));
    at = next;
  }
  if (depth !== 0) throw broken();
}

const patterns = new Map<string, RegExp>();

/** The value of an attribute by its local name. */
export function attribute(rest: string, name: string): string | undefined {
  let pattern = patterns.get(name);
  if (!pattern) {
    pattern = new RegExp(`[\\s:]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
    patterns.set(name, pattern);
  }
  const found = pattern.exec(rest);
  return found ? decoded(found[1] ?? found[2] ?? '') : undefined;
}

function after(xml: string, mark: string, from: number): number {
  const found = xml.indexOf(mark, from);
  if (found < 0) throw broken();
  return found + mark.length;
}

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (all, hex?: string, decimal?: string, name?: string) => {
      if (name) return ENTITIES[name] ?? all;
      const code = hex ? parseInt(hex, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '';
    },
  );
}
