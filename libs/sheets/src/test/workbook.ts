import { deflateRawSync, crc32 } from 'node:zlib';
import ExcelJS from 'exceljs';

export type Value = ExcelJS.CellValue;

/** One worksheet for a spec: rows from row 1 on, merges such as 'B4:B9', formats by address. */
export interface SheetPlan {
  readonly name?: string;
  readonly rows: readonly (readonly Value[])[];
  readonly merges?: readonly string[];
  readonly formats?: Readonly<Record<string, string>>;
  readonly hidden?: boolean;
}

/** The bytes of an .xlsx with these worksheets. */
export async function workbook(...plans: SheetPlan[]): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  plans.forEach(({ name, rows, merges = [], formats = {}, hidden }, i) => {
    const sheet = book.addWorksheet(name ?? `Sheet${i + 1}`, hidden ? { state: 'hidden' } : {});
    sheet.addRows(rows.map((row) => [...row]));
    for (const range of merges) sheet.mergeCells(range);
    for (const [address, format] of Object.entries(formats)) sheet.getCell(address).numFmt = format;
  });
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** A part of a package; `claimed` is the size its directory entry declares, if it lies. */
export interface PartPlan {
  readonly path: string;
  readonly content: string | Buffer;
  readonly claimed?: number;
}

/** A zip made by hand, so that its directory can say what no honest program writes. */
export function zip(parts: readonly PartPlan[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, content, claimed } of parts) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const name = Buffer.from(path);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claimed ?? bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const at = Buffer.alloc(4);
    at.writeUInt32LE(offset);
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, packed]);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), common, Buffer.alloc(10), at, name]),
    );
    files.push(file);
    offset += file.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, entries, end]);
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The parts of a workbook whose only worksheet has this XML. */
export const handMade = (sheet: string): PartPlan[] => [
  { path: '[Content_Types].xml', content: '<Types/>' },
  {
    path: 'xl/workbook.xml',
    content: `<workbook xmlns:r="${RELATIONS}"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  },
  {
    path: 'xl/_rels/workbook.xml.rels',
    content: `<Relationships><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  },
  { path: 'xl/worksheets/sheet1.xml', content: sheet },
];
