import type { Cell } from './xlsx/grid.js';

/** Why a cell cannot be taken, as a Chinese sentence that says what to write instead. */
export class Unreadable {
  constructor(readonly reason: string) {}
}

/** What a cell's parser may ask of its surroundings. */
export interface Surroundings {
  /** The unit in the column's header, such as 元, 万元 or ㎡; empty where it names none. */
  readonly unit: string;
  /** The year of dates written as 11.3; such dates are unreadable without it. */
  readonly year?: number;
}

/** Reads one cell that holds something. Blank cells and formulas without a result never reach a parser. */
export type Parser<T> = (cell: Cell, around: Surroundings) => T | Unreadable;

/** One column of a form. */
export interface Column<T> {
  /** The Chinese header as people know it, without its unit; bad rows are reported under it. */
  readonly header: string;
  /** Other names that offices give the column, likeliest first, without units. */
  readonly aliases?: readonly string[];
  /** Without this column the sheet is refused; its cells must be filled unless `absent` is given. */
  readonly required: boolean;
  /** The value of a blank cell. */
  readonly absent?: T;
  readonly parse: Parser<T>;
}

/** A complaint about one field of a row. */
export interface Complaint<Row> {
  readonly field: keyof Row & string;
  readonly reason: string;
}

/** What makes a row of the form one of its kind. */
export interface Identity<Row> {
  /** The fields of the key. If one is bad, only this is reported; a duplicate is reported at the first. */
  readonly fields: readonly [keyof Row & string, ...(keyof Row & string)[]];
  /** The key in the words of the trade, as the clerk will read it: 1栋1单元101. */
  key(row: Row): string;
}

/** A form as an office sends it. Row numbers are Excel's, columns stand in any order, others are ignored. */
export interface SheetDefinition<Row> {
  /** The form's Chinese name, such as 房源表. */
  readonly form: string;
  readonly columns: { readonly [Field in keyof Row & string]-?: Column<NonNullable<Row[Field]>> };
  readonly identity?: Identity<Row>;
  /** Rules over several cells of a row; fields that could not be read are missing. `heading`: the lines above the table. */
  check?(row: Partial<Row>, heading: readonly string[]): Complaint<Row>[];
}

/** A cell as it goes back to the sender; days as YYYY-MM-DD. */
export type PlainCell = string | number | boolean | null;

/** A complaint about a row; a row with two bad fields stands here twice. `cells` follow the reading's `headers`. */
export interface BadRow {
  readonly row: number;
  /** The Chinese header of the field. */
  readonly field: string;
  readonly reason: string;
  readonly cells: readonly PlainCell[];
}

/** What a sheet holds: its good rows, its bad rows, and what an error sheet needs. */
export interface SheetReading<Row> {
  readonly title?: string;
  /** The worksheet that was read, and those with the same headers that were not. */
  readonly sheet: string;
  readonly otherSheets: readonly string[];
  /** The lines above the table: title, 制表日期, 截止日期. */
  readonly heading: readonly string[];
  readonly headers: readonly string[];
  readonly rows: readonly { readonly row: number; readonly values: Row }[];
  readonly bad: readonly BadRow[];
}
