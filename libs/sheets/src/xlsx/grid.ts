/** One cell that holds something. A cell whose formula has no usable result has a `problem` and an empty value. */
export interface Cell {
  readonly value: string | number | boolean;
  /** The number is a date serial (1900 system) or, below 1, a time of day. */
  readonly date?: boolean;
  /** Decimals that the number format shows, where it says. */
  readonly places?: number;
  /** Chinese sentence: why the cell cannot be read. */
  readonly problem?: string;
  /** The value stands in the top cell of the merge that covers this one. */
  readonly filled?: true;
}

/** A row that holds something; `cells[0]` is column A. */
export interface GridRow {
  readonly number: number;
  readonly cells: (Cell | undefined)[];
}

/** A worksheet as people see it: merged areas carry their value downwards. */
export interface Grid {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly GridRow[];
  /** There are more rows than may be imported; the rest was not read. */
  readonly cut: boolean;
}

/** A merged area, all bounds inclusive and counted from 1. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** 'B12' → its column and row, counted from 1; undefined if it is no address. */
export function address(reference: string): { column: number; row: number } | undefined {
  const parts = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference);
  if (!parts?.[1]) return undefined;
  let column = 0;
  for (const letter of parts[1]) column = column * 26 + letter.charCodeAt(0) - 64;
  return { column, row: Number(parts[2]) };
}

/** 'B4:B140' as a merge; undefined if it is no range. */
export function mergeOf(reference: string): Merge | undefined {
  const [from, to] = reference.split(':').map(address);
  return from && to ? { top: from.row, left: from.column, bottom: to.row, right: to.column } : undefined;
}
