import type { Parser } from '../definition.js';
import { chineseNumber, packed, shown, unreadable } from './words.js';

const LOWEST_FLOOR = -9;
const HIGHEST_FLOOR = 150;
/** Words that belong to another column: a building called 1单元 or a room called 3室2厅 has slipped. */
const OTHER_COLUMN = /单元|[室厅卫层㎡]|平方|待定|暂/;

/** 一 → 1, 01 → 1, a → A; other names as they are. */
function numbered(name: string): string {
  const number = chineseNumber(name) ?? (/^\d+$/.test(name) ? Number(name) : undefined);
  return number === undefined ? name.toUpperCase() : String(number);
}

/** The building's number or letter as text: 1#, 1号楼, 1栋, 一号楼, 01幢 → '1'; A座 → 'A'; a named building keeps its name. */
export const building: Parser<string> = (cell) => {
  const written = packed(shown(cell)).replace(/^第(?=.)/, '');
  const name = written.replace(/(?:号楼|#楼|栋楼|号|#|栋|幢|座|楼)$/, '');
  const named = name !== written && name.length <= 20 && !OTHER_COLUMN.test(name);
  return /^(?:\d{1,3}|[a-z]\d{0,3}|\d{1,3}[a-z]|[甲乙丙丁戊东西南北中])$/i.test(name) ||
    chineseNumber(name) !== undefined ||
    (named && name !== '' && !name.startsWith('-'))
    ? numbered(name)
    : unreadable(cell, '楼栋，例如 1栋');
};

/** The staircase's number or letter as text: 1单元, 一单元, 第1单元, 1 → '1'; A单元 → 'A'. */
export const unitNo: Parser<string> = (cell) => {
  const name = packed(shown(cell))
    .replace(/^第(?=.)/, '')
    .replace(/(?:单元|单无|门|#)$/, '');
  return /^(?:\d{1,3}|[a-z]\d?|[甲乙丙丁戊东西南北中])$/i.test(name) || chineseNumber(name) !== undefined
    ? numbered(name)
    : unreadable(cell, '单元，例如 1单元');
};

/** The storey: 5, 5层, 5F, 五楼 → 5; B1, -1, 负一层, 地下1层 → -1; 12A stands for 13; of 5-6层 the lower one. */
export const floor: Parser<number> = (cell) => {
  const wanted = '楼层，例如 5 或 -1';
  if (cell.date) return unreadable(cell, wanted);
  const name = packed(shown(cell))
    .replace(/^第(?=.)/, '')
    .replace(/(?:层|楼|f)$/i, '')
    .replace(/(?<=\d)[-~至到]\d+$/, '');
  const parts = /^(-|b|负|地下)?f?(\d{1,3}|[一二三四五六七八九十两]{1,3}|首)([a-c]?)$/i.exec(name);
  if (!parts) return unreadable(cell, wanted);
  const number = parts[2] === '首' ? 1 : (chineseNumber(parts[2] ?? '') ?? Number(parts[2]));
  const skipped = parts[3] ? parts[3].toUpperCase().charCodeAt(0) - 64 : 0;
  const storey = (parts[1] ? -number : number) + skipped;
  return storey >= LOWEST_FLOOR && storey <= HIGHEST_FLOOR && number > 0 ? storey : unreadable(cell, wanted);
};

/** The room as on the door, half-width capitals without 室: 101, 12A01, B-203, 商铺3, 501东户. */
export const roomNo: Parser<string> = (cell) => {
  const wanted = '房号，例如 101';
  if (cell.date || typeof cell.value === 'boolean') return unreadable(cell, wanted);
  const name = packed(shown(cell))
    .replace(/(?:号房|室|号|房)$/, '')
    .toUpperCase();
  const door =
    /^(?:\p{Script=Han}{1,4}[A-Z]{0,3}-?|[A-Z]{1,3}-)?[A-Z\d]*\d[A-Z\d]*(?:-[A-Z\d]+){0,3}(?:[东西南北中][户边]?)?$/u;
  if (/单元|[室厅卫]/.test(name)) return unreadable(cell, `${wanted}；本行各格可能错了一列，请核对`);
  return name.length <= 20 && /[^0]/.test(name) && door.test(name) && !OTHER_COLUMN.test(name)
    ? name
    : unreadable(cell, wanted);
};
