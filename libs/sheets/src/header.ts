import { packed } from './cells/words.js';
import type { SheetDefinition } from './definition.js';
import type { Grid, GridRow } from './xlsx/grid.js';

/** Where a field stands in a sheet (0 = column A) and the unit in its header. */
export interface Place {
  readonly column: number;
  readonly unit: string;
  /** Further columns under the same header. */
  readonly twins: readonly number[];
}

/** The fields found in one row of headers. */
export interface Header<Row> {
  readonly places: ReadonlyMap<keyof Row & string, Place>;
  /** The Chinese headers of required columns that this row lacks. */
  readonly missing: readonly string[];
}

/** A worksheet and the row of its headers, as an index into its rows. */
export interface Table<Row> {
  readonly grid: Grid;
  readonly at: number;
  readonly header: Header<Row>;
}

/** Titles, dates and instructions may stand above the headers, but not a whole page of them. */
const SEARCHED_ROWS = 60;
/** A longer text is no header. */
const HEADER_LENGTH = 60;
const BRACKETS = /[([{【〔「<][^)\]}】〕」>]*[)\]}】〕」>]/g;
const TRAILING_UNIT = /[/·,-]?(?:人民币)?(?:元\/(?:m2|平方米|平米)|万元|千元|元|m2|平方米|平米)$/i;

/** A header without blanks, line breaks, brackets, stars and unit; the unit apart. 总价\n(万元)* → 总价, 万元. */
export function headerName(written: string): { name: string; unit: string } {
  const full = packed(written).toLowerCase();
  const inBrackets = full.match(BRACKETS)?.join('') ?? '';
  const bare = full.replace(BRACKETS, '').replace(/[*※:_]/g, '');
  const trailing = TRAILING_UNIT.exec(bare)?.[0] ?? '';
  const name = trailing.length < bare.length ? bare.slice(0, bare.length - trailing.length) : bare;
  return { name, unit: inBrackets + trailing };
}

/** Finds the columns of a form among headers in any order; the form's own name for a column wins over other names. */
export class HeaderFinder<Row> {
  private readonly fields: readonly { field: keyof Row & string; header: string; required: boolean; names: string[] }[];
  private readonly known: ReadonlySet<string>;

  constructor(readonly definition: SheetDefinition<Row>) {
    const columns = Object.entries(definition.columns) as [
      keyof Row & string,
      { header: string; aliases?: readonly string[]; required: boolean },
    ][];
    this.fields = columns.map(([field, { header, aliases = [], required }]) => ({
      field,
      header,
      required,
      names: [header, ...aliases].map((name) => headerName(name).name),
    }));
    this.known = new Set(this.fields.flatMap(({ names }) => names));
  }

  /** Whether the row could be headers at all; cheap enough to ask of every row. */
  mayBeHeader(row: GridRow, column: number): boolean {
    const value = row.cells[column]?.value;
    return typeof value === 'string' && value.length <= HEADER_LENGTH && this.known.has(headerName(value).name);
  }

  find(row: GridRow): Header<Row> {
    const written = row.cells.map((cell) =>
      typeof cell?.value === 'string' && cell.value.length <= HEADER_LENGTH ? headerName(cell.value) : undefined,
    );
    const places = new Map<keyof Row & string, Place>();
    const taken = new Set<number>();
    const ranks = Math.max(...this.fields.map(({ names }) => names.length));
    for (let rank = 0; rank < ranks; rank += 1) {
      for (const { field, names } of this.fields) {
        if (places.has(field)) continue;
        const column = written.findIndex(
          (found, i) => !taken.has(i) && found !== undefined && found.name === names[rank],
        );
        if (column < 0) continue;
        taken.add(column);
        const { name, unit } = written[column]!;
        const twins = [...written.keys()].filter(
          (i) => i > column && !row.cells[i]?.filled && written[i]?.name === name && written[i].unit === unit,
        );
        places.set(field, { column, unit, twins });
      }
    }
    const missing = this.fields.filter(({ field, required }) => required && !places.has(field));
    return { places, missing: missing.map(({ header }) => header) };
  }

  /** The table in this worksheet; if none is complete, the row that comes closest. */
  search(grid: Grid): Table<Row> | undefined {
    let best: Table<Row> | undefined;
    for (const [at, row] of grid.rows.slice(0, SEARCHED_ROWS).entries()) {
      const header = this.find(row);
      if (header.places.size > (best?.header.places.size ?? 0)) best = { grid, at, header };
      if (best?.header.missing.length === 0) return best;
    }
    return best;
  }
}
