import { attribute, walk } from './xml.js';

/** What a cell's number format says about its number: that it is a date or time, or how many decimals are shown. */
export interface NumberFormat {
  readonly date: boolean;
  readonly places?: number;
}

const GENERAL: NumberFormat = { date: false };

/** Built-in formats that show dates and times; 27–36 and 50–58 are the Chinese ones (yyyy"年"m"月"). */
const builtInDates = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** The number format of each cell style, by the style's index. */
export function readStyles(xml: string): NumberFormat[] {
  const codes = new Map<number, string>();
  const formats: NumberFormat[] = [];
  let inCellFormats = false;
  walk(xml, {
    open(name, rest) {
      if (name === 'numFmt') codes.set(Number(attribute(rest, 'numFmtId')), attribute(rest, 'formatCode') ?? '');
      else if (name === 'cellXfs') inCellFormats = true;
      else if (name === 'xf' && inCellFormats) formats.push(formatOf(Number(attribute(rest, 'numFmtId') ?? 0), codes));
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false;
    },
    text() {},
  });
  return formats;
}

function formatOf(id: number, codes: ReadonlyMap<number, string>): NumberFormat {
  const code = codes.get(id);
  if (code === undefined) return id === 2 || id === 4 ? { date: false, places: 2 } : { date: builtInDates(id) };
  const shown = code.replace(/"[^"]*"|\\.|_.|\*./g, '').replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  if (/general/i.test(shown)) return GENERAL;
  if (/[ymdhs]/i.test(shown)) return { date: true };
  const places = /\.(0+)/.exec(shown)?.[1]?.length;
  return places === undefined ? GENERAL : { date: false, places };
}
