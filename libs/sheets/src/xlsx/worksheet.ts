import { broken, limits } from '../refusals.js';
import { address, mergeOf, type Cell, type GridRow, type Merge } from './grid.js';
import type { NumberFormat } from './styles.js';
import { attribute, walk } from './xml.js';

/** What the cells of all worksheets refer to. */
export interface CellContext {
  readonly strings: readonly string[];
  readonly formats: readonly NumberFormat[];
  readonly date1904: boolean;
}

const NO_RESULT = '公式没有计算结果,请用 Excel 打开后保存一次,或把数值直接填在单元格里';
/** No form has a longer text; every parser may be slow on one that a hostile file repeats in every cell. */
const MAX_TEXT = 4_000;
/** Days between the 1900 and the 1904 date systems. */
const SHIFT_1904 = 1462;
/** Titles, subtotals and notes come on top of the data rows. */
const KEPT_ROWS = limits.rows + 5_000;
/** Merges that cover each other could make a small file fill cells for hours. */
const MAX_MERGED_CELLS = 2_000_000;

/** The rows of a worksheet that hold something, merged areas filled downwards; `cut` if there were too many to keep. */
export function readWorksheet(xml: string, context: CellContext): { rows: GridRow[]; cut: boolean } {
  const rows: GridRow[] = [];
  const merges: Merge[] = [];
  let cut = false;
  let row: GridRow = { number: 0, cells: [] };
  let column = 0;
  let rest = '';
  let content = new CellContent();
  let into: 'value' | 'text' | undefined;
  let aid = false;

  walk(xml, {
    open(name, attributes) {
      if (name === 'c') {
        rest = attributes;
        content = new CellContent();
        column = address(attribute(attributes, 'r') ?? '')?.column ?? column + 1;
      } else if (name === 'v') into = 'value';
      else if (name === 't') into = aid ? undefined : 'text';
      else if (name === 'rPh') aid = true;
      else if (name === 'f') content.formula = true;
      else if (name === 'row') {
        const number = Number(attribute(attributes, 'r') ?? row.number + 1);
        if (!Number.isInteger(number) || number <= row.number) throw broken();
        if (rows.length >= KEPT_ROWS) {
          cut = true;
          return false;
        }
        row = { number, cells: [] };
        column = 0;
      } else if (name === 'mergeCell') {
        const merge = mergeOf(attribute(attributes, 'ref') ?? '');
        if (merge) merges.push(merge);
      }
      return true;
    },
    text(text) {
      if (into === 'value') content.value += text;
      else if (into === 'text') content.text += text;
    },
    close(name) {
      if (name === 'v' || name === 't') into = undefined;
      else if (name === 'rPh') aid = false;
      else if (name === 'c' && column <= limits.columns) {
        const cell = cellOf(content, attribute(rest, 't') ?? 'n', context, Number(attribute(rest, 's') ?? 0));
        if (cell) row.cells[column - 1] = cell;
      } else if (name === 'row' && row.cells.length > 0) rows.push(row);
    },
  });
  if (!cut) fillMerges(rows, merges);
  return { rows, cut };
}

class CellContent {
  value = '';
  text = '';
  formula = false;
}

function cellOf(content: CellContent, type: string, context: CellContext, style: number): Cell | undefined {
  const { value } = content;
  if (type === 'e') return { value: '', problem: `单元格显示错误 ${value}，请改正公式或直接填写数值` };
  if (type === 'inlineStr') return textCell(content.text);
  if (type === 'str' || type === 'd') return textCell(value);
  if (type === 's') return textCell(value === '' ? '' : (context.strings[Number(value)] ?? ''));
  if (value === '') return content.formula ? { value: '', problem: NO_RESULT } : undefined;
  if (type === 'b') return { value: value === '1' };
  const number = Number(value);
  if (!Number.isFinite(number)) return textCell(value);
  const format = context.formats[style];
  if (format?.date) return { value: context.date1904 && number >= 1 ? number + SHIFT_1904 : number, date: true };
  return format?.places === undefined ? { value: number } : { value: number, places: format.places };
}

function textCell(text: string): Cell | undefined {
  if (text.length > MAX_TEXT) return { value: '', problem: `文字超过${MAX_TEXT}字，请删减` };
  return text.trim() === '' ? undefined : { value: text };
}

/** Downwards in the first column of the merge and nowhere else; whatever hides under a merge was not seen by anybody. */
function fillMerges(rows: GridRow[], merges: readonly Merge[]): void {
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  const last = rows.at(-1)?.number ?? 0;
  let touched = 0;
  for (const { top, left, bottom, right } of merges) {
    const above = byNumber.get(top)?.cells[left - 1];
    const below: Cell | undefined = above && { ...above, filled: true };
    const lastColumn = Math.min(right, limits.columns);
    for (let number = top; number <= Math.min(bottom, last); number += 1) {
      touched += Math.max(lastColumn - left + 1, 1);
      if (touched > MAX_MERGED_CELLS) throw broken();
      const row = byNumber.get(number);
      if (!row) continue;
      if (number > top && (below || row.cells[left - 1])) row.cells[left - 1] = below;
      for (let column = left + 1; column <= lastColumn; column += 1) {
        if (row.cells[column - 1]) row.cells[column - 1] = undefined;
      }
    }
  }
}
