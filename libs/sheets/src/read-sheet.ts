import { setImmediate as others } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { plainCell, shown } from './cells/words.js';
import {
  Unreadable,
  type BadRow,
  type Column,
  type PlainCell,
  type SheetDefinition,
  type SheetReading,
} from './definition.js';
import { HeaderFinder, type Header, type Place, type Table } from './header.js';
import { limits, noHeader, tooManyRows } from './refusals.js';
import { isAside } from './asides.js';
import { readWorkbook } from './xlsx/workbook.js';
import type { Cell, Grid, GridRow } from './xlsx/grid.js';

/** Columns that an error sheet adds; they are not part of the form when it comes back. */
export const ROW_NUMBER = '行号';
export const REASON = '错误原因';

/** After so many rows the service sees to its other work. */
const ROWS_AT_ONCE = 1_000;
const EXAMPLES = /示例|样例|范例|模板|说明|例表/;

/** What the caller knows and the sheet may not say: the year of days written as 11.3. */
export interface ReadOptions {
  readonly year?: number;
}

/**
 * Reads a form from an .xlsx as an office sends it. A bad row never stops the good ones; it comes back with its Excel row
 * number and a sentence. Refuses, with codes `sheet.*`, what is not an .xlsx, is damaged, has a password, lacks a required
 * header, or has more than 20,000 rows or 100 MB unpacked.
 */
export async function readSheet<Row>(
  bytes: Uint8Array,
  definition: SheetDefinition<Row>,
  options: ReadOptions = {},
): Promise<SheetReading<Row>> {
  const finder = new HeaderFinder(definition);
  const tables = (await readWorkbook(bytes)).flatMap((grid) => finder.search(grid) ?? []);
  const complete = tables.filter(({ header }) => header.missing.length === 0).sort(byLikelihood(definition.form));
  const table = complete[0];
  if (!table) throw refuseIncomplete(finder, tables);
  if (table.grid.cut) throw tooManyRows();
  return {
    ...(await new TableReader(table, finder, options).read()),
    sheet: table.grid.name,
    otherSheets: complete
      .slice(1)
      .filter(({ grid }) => !grid.hidden)
      .map(({ grid }) => grid.name),
  };
}

/** Visible before hidden, real before example, named like the form before others; then the fuller one. */
function byLikelihood<Row>(form: string): (a: Table<Row>, b: Table<Row>) => number {
  const rank = ({ grid }: Table<Row>): number =>
    (grid.hidden ? 4 : 0) + (EXAMPLES.test(grid.name) ? 2 : 0) + (grid.name.includes(form) ? 0 : 1);
  return (a, b) => rank(a) - rank(b) || b.header.places.size - a.header.places.size;
}

function refuseIncomplete<Row>(finder: HeaderFinder<Row>, tables: readonly Table<Row>[]): Error {
  const [closest] = [...tables].sort((a, b) => b.header.places.size - a.header.places.size);
  const missing = closest?.header.missing ?? finder.find({ number: 0, cells: [] }).missing;
  return noHeader(finder.definition.form, missing, closest?.grid.name);
}

class TableReader<Row> {
  private readonly rows: { row: number; values: Row }[] = [];
  private readonly bad: BadRow[] = [];
  private readonly seen = new Map<string, number>();
  private readonly heading: readonly string[];
  private readonly outline: readonly { header: string; column: number }[];
  private readonly columns: readonly [keyof Row & string, Column<unknown>][];
  private readonly definition: SheetDefinition<Row>;
  private readonly grid: Grid;
  private readonly unit: string;
  private header: Header<Row>;
  private badRows = 0;

  constructor(
    private readonly table: Table<Row>,
    private readonly finder: HeaderFinder<Row>,
    private readonly options: ReadOptions,
  ) {
    this.definition = finder.definition;
    this.columns = Object.entries(this.definition.columns) as [keyof Row & string, Column<unknown>][];
    this.grid = table.grid;
    this.header = table.header;
    this.heading = this.grid.rows
      .slice(0, table.at)
      .map(lineOf)
      .filter((line) => line !== '');
    this.unit = moneyUnit(this.heading);
    this.outline = outlineOf(this.grid.rows[table.at]);
  }

  async read(): Promise<Omit<SheetReading<Row>, 'sheet' | 'otherSheets'>> {
    for (const [n, row] of this.grid.rows.slice(this.table.at + 1).entries()) {
      this.take(row);
      if (n % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await others();
      if (this.rows.length + this.badRows > limits.rows) throw tooManyRows();
    }
    const title = this.heading.find((line) => !/[:\uff1a]/.test(line));
    return {
      ...(title === undefined ? {} : { title }),
      heading: this.heading,
      headers: this.outline.map(({ header }) => header),
      rows: this.rows,
      bad: this.bad,
    };
  }

  private take(row: GridRow): void {
    if (this.isBlank(row) || this.isRepeatedHeader(row)) return;
    const { values, problems } = this.parse(row);
    const verdict = this.judge(row, values, problems);
    if (verdict.length === 0) this.rows.push({ row: row.number, values: values as Row });
    else if (!isAside(row)) {
      const cells = this.outline.map(({ column }): PlainCell => plainCell(row.cells[column]));
      this.badRows += 1;
      for (const [field, reason] of verdict) {
        this.bad.push({ row: row.number, field: this.definition.columns[field].header, reason, cells });
      }
    }
  }

  /** Blank in every column of the form: 序号 may be numbered on for rows that nobody filled. */
  private isBlank(row: GridRow): boolean {
    for (const { column, twins } of this.header.places.values()) {
      for (const each of [column, ...twins]) if (row.cells[each] && !row.cells[each].filled) return false;
    }
    return true;
  }

  /** Headers are printed again on each page, or for a second table whose columns may stand in another order. */
  private isRepeatedHeader(row: GridRow): boolean {
    const [first] = this.header.places.values();
    if (!first || !this.finder.mayBeHeader(row, first.column)) return false;
    const header = this.finder.find(row);
    if (header.places.size * 2 <= this.header.places.size) return false;
    if (header.missing.length === 0) this.header = header;
    return true;
  }

  private parse(row: GridRow): { values: Partial<Row>; problems: Map<keyof Row & string, string> } {
    const values: Partial<Record<keyof Row & string, unknown>> = {};
    const problems = new Map<keyof Row & string, string>();
    for (const [field, column] of this.columns) {
      const value = this.valueAt(this.header.places.get(field), row, column);
      if (value instanceof Unreadable) problems.set(field, value.reason);
      else if (value !== undefined) values[field] = value;
    }
    return { values: values as Partial<Row>, problems };
  }

  /** Where columns under one header hold different things none of them is dropped in silence. */
  private valueAt(place: Place | undefined, row: GridRow, column: Column<unknown>): unknown {
    if (!place) return this.valueOf(undefined, column, '');
    const [value, ...more] = [place.column, ...place.twins].map((each) =>
      this.valueOf(row.cells[each], column, place.unit),
    );
    if (more.every((other) => isDeepStrictEqual(other, value))) return value;
    return new Unreadable(`表中有几列“${column.header}”，这一行写得不一样，请只保留一列`);
  }

  private valueOf(cell: Cell | undefined, column: Column<unknown>, unit: string): unknown {
    if (cell?.problem) return new Unreadable(cell.problem);
    if (cell && (column.required || !isDash(cell))) {
      return column.parse(cell, { unit: unit || this.unit, year: this.options.year });
    }
    if (column.absent !== undefined || !column.required) return column.absent;
    return new Unreadable(`${column.header}没有填写，请补上`);
  }

  /** What is reported of a row: a bad or doubled key alone, since nothing else can be trusted then; or all its bad fields. */
  private judge(
    row: GridRow,
    values: Partial<Row>,
    problems: Map<keyof Row & string, string>,
  ): [keyof Row & string, string][] {
    for (const { field, reason } of this.definition.check?.(values, this.heading) ?? []) {
      if (!problems.has(field)) problems.set(field, reason);
    }
    const { identity } = this.definition;
    if (!identity) return [...problems];
    for (const field of identity.fields) {
      const reason = problems.get(field);
      if (reason !== undefined) return [[field, reason]];
    }
    const key = identity.key(values as Row);
    const earlier = this.seen.get(key);
    if (earlier !== undefined) return [[identity.fields[0], `${key}与第${earlier}行重复，请只保留一行`]];
    this.seen.set(key, row.number);
    return [...problems];
  }
}

const isDash = (cell: Cell): boolean => /^(?:[-—–/\\]+|无|暂无|待定|未定|n\/a)$/i.test(shown(cell));

/** Offices write colons, commas and brackets in full width (U+FF1A, U+FF0C, U+FF08) as often as in ASCII. */
const inAscii = (line: string): string => line.normalize('NFKC');

/** A form may name the unit of its amounts once, above the table: 单位:万元. A 制表单位 is a department. */
const moneyUnit = (heading: readonly string[]): string =>
  /(?:^|[\s(]|金额|货币)单位\s*:\s*(?:人民币)?([万千]?元)/.exec(inAscii(heading.join('\n')))?.[1] ?? '';

const lineOf = (row: GridRow): string =>
  row.cells
    .filter((cell) => cell !== undefined && !cell.filled)
    .map((cell) => (cell ? shown(cell).replace(/\s*\n\s*/g, ' ') : ''))
    .join('    ');

function outlineOf(header: GridRow | undefined): { header: string; column: number }[] {
  return [...(header?.cells ?? []).entries()].flatMap(([column, cell]) => {
    const written = cell ? shown(cell).replace(/\s+/g, '') : '';
    return written === '' || written === ROW_NUMBER || written === REASON ? [] : [{ header: written, column }];
  });
}

/** The words after a label in the lines above a table: '截止日期:2026.11.20' → '2026.11.20'. */
export function labelled(heading: readonly string[], label: string): string | undefined {
  for (const line of heading) {
    const found = new RegExp(`${label}\\s*:\\s*([^\\s,;)]+)`).exec(inAscii(line))?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}
