import { packed, shown } from './cells/words.js';
import type { GridRow } from './xlsx/grid.js';

const SUM = '(?:小计|合计|总计|共计|累计)';
/** 小计, 1号楼小计, 合计:, 总计380套. */
const SUM_LABEL = new RegExp(`^[^,。;,;:]{0,12}${SUM}:?(?:\\d+[套户笔条行间个人]?)?$`);
const SUM_WORD = new RegExp(`^${SUM}:?$`);
const NOTE = /^[(【]?(?:注|备注|附注|说明|填表说明|注意)(?:\d*[:、.)】]|\s|$)|^[※★*]/;
/** 审核人:, 制表: …; a time such as 14:20 is no label. */
const LABEL = /^[\p{Script=Han}/、()]{1,12}:/u;
/** A lone text of this length in a row is a remark or the title of the next part, not a field. */
const LONE_TEXT = 6;

/**
 * Whether a row that is no good data is no data at all: a subtotal, a note, a signature, the title of the next part. Asked
 * only of rows that could not be read, so that a complete row is never dropped for its words.
 */
export function isAside(row: GridRow): boolean {
  const own = row.cells.filter((cell) => cell !== undefined && !cell.filled);
  const [first] = own;
  if (!first || typeof first.value !== 'string') return own.some((cell) => cell && SUM_WORD.test(packed(shown(cell))));
  const start = packed(first.value);
  if (SUM_LABEL.test(start) || NOTE.test(start)) return true;
  if (own.some((cell) => cell && SUM_WORD.test(packed(shown(cell))))) return true;
  const onlyTexts = own.every((cell) => typeof cell?.value === 'string');
  if (onlyTexts && LABEL.test(start)) return true;
  return own.length === 1 && start.length >= LONE_TEXT && /\p{Script=Han}/u.test(start);
}
