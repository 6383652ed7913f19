import { GrowingPart, packed, wholePart } from './pack.js';
import { looks, stylesXml, type Look } from './written-styles.js';

/** What stands in a cell that we write; a formula with its result. */
export type WrittenValue = string | number | boolean | null | { readonly formula: string; readonly result: number };

export interface WrittenCell {
  readonly value: WrittenValue;
  readonly look: Look;
}

export interface SheetLayout {
  readonly name: string;
  /** Widths of the columns in characters. */
  readonly widths: readonly number[];
  /** Rows that stay in view and are printed on each page; the last of them holds the headers. */
  readonly frozen: number;
  /** Lines over all columns. */
  readonly merged: readonly number[];
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
/** What Excel does not take as the name of a worksheet. */
const NOT_IN_NAMES = /[\\/?*[\]:']/g;
const NAME_LENGTH = 31;
/** Excel takes no more in one cell. */
const TEXT_LENGTH = 32_767;
const AT_ONCE = 64 * 1024;

/** Excel's name of a column, 1 is A. */
export function letterOf(column: number): string {
  return column > 26
    ? letterOf(Math.floor((column - 1) / 26)) + letterOf(((column - 1) % 26) + 1)
    : String.fromCharCode(64 + column);
}

/**
 * Writes one worksheet row by row into an .xlsx, with little memory however many rows there are: a row is packed as soon as it is there
 * (a workbook library kept 190 MB of 100,000 rows). Texts are texts, never formulas.
 */
export class SheetWriter {
  private readonly part = new GrowingPart('xl/worksheets/sheet1.xml');
  private readonly letters: readonly string[];
  private readonly name: string;
  private text: string;
  private row = 0;

  constructor(private readonly layout: SheetLayout) {
    const { widths, frozen, name } = layout;
    this.letters = widths.map((_, i) => letterOf(i + 1));
    this.name = name.replace(NOT_IN_NAMES, ' ').slice(0, NAME_LENGTH).trim() || 'Sheet1';
    this.text =
      `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
      `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
      `<sheetFormatPr defaultRowHeight="15"/><cols>${widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('')}</cols><sheetData>`;
  }

  /** The number of the row written last. */
  get at(): number {
    return this.row;
  }

  /** Adds a row; `height` in points. */
  async add(cells: readonly WrittenCell[], height?: number): Promise<void> {
    this.row += 1;
    const { row } = this;
    this.text += height === undefined ? `<row r="${row}">` : `<row r="${row}" ht="${height}" customHeight="1">`;
    cells.forEach((cell, i) => {
      this.text += cellXml(`${this.letters[i] ?? letterOf(i + 1)}${row}`, cell);
    });
    this.text += '</row>';
    if (this.text.length > AT_ONCE) await this.flush();
  }

  /** The file. `filtered`: the headers get filters over the rows down to this one. */
  async bytes(filtered?: number): Promise<Uint8Array> {
    const { merged, frozen } = this.layout;
    const last = this.letters.at(-1) ?? 'A';
    const merges = this.letters.length > 1 ? merged.map((row) => `<mergeCell ref="A${row}:${last}${row}"/>`) : [];
    this.text +=
      '</sheetData>' +
      (filtered === undefined ? '' : `<autoFilter ref="A${frozen}:${last}${Math.max(filtered, frozen)}"/>`) +
      (merges.length > 0 ? `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>` : '') +
      '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>' +
      '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>';
    await this.flush();
    return packed([
      wholePart(
        '[Content_Types].xml',
        `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
          `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>` +
          `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`,
      ),
      wholePart('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']])),
      wholePart(
        'xl/workbook.xml',
        `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${escaped(this.name)}" sheetId="1" r:id="rId1"/></sheets>` +
          `<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'${escaped(this.name)}'!$${frozen}:$${frozen}</definedName></definedNames></workbook>`,
      ),
      wholePart(
        'xl/_rels/workbook.xml.rels',
        relations([
          ['worksheet', 'worksheets/sheet1.xml'],
          ['styles', 'styles.xml'],
        ]),
      ),
      wholePart('xl/styles.xml', stylesXml),
      await this.part.end(),
    ]);
  }

  private async flush(): Promise<void> {
    const { text } = this;
    this.text = '';
    await this.part.write(text);
  }
}

const relations = (targets: readonly (readonly [type: string, target: string])[]): string =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${targets
    .map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

const styleOf = new Map<Look, number>(looks.map((look, i) => [look, i]));

function cellXml(address: string, { value, look }: WrittenCell): string {
  const start = `<c r="${address}" s="${styleOf.get(look) ?? 0}"`;
  if (value === null || value === '') return `${start}/>`;
  if (typeof value === 'number') return `${start}><v>${value}</v></c>`;
  if (typeof value === 'boolean') return `${start} t="b"><v>${value ? 1 : 0}</v></c>`;
  if (typeof value === 'object') return `${start}><f>${escaped(value.formula)}</f><v>${value.result}</v></c>`;
  return `${start} t="inlineStr"><is><t xml:space="preserve">${escaped(value.slice(0, TEXT_LENGTH))}</t></is></c>`;
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What XML cannot hold at all is left out. */
const UNWRITABLE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

function escaped(text: string): string {
  return text
    .replace(UNWRITABLE, '')
    .replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign)
    .replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_');
}
