import { notASheet } from '../refusals.js';
import type { Grid } from './grid.js';
import { readStyles } from './styles.js';
import { readWorksheet, type CellContext } from './worksheet.js';
import { attribute, walk } from './xml.js';
import { openPackage, type Package } from './zip.js';

interface Relation {
  readonly type: string;
  readonly path: string;
}

interface SheetEntry {
  readonly name: string;
  readonly hidden: boolean;
  readonly relation: string;
}

/** The worksheets of an .xlsx, visible ones first. Refuses what is not one, is damaged, too large or has a password. */
export async function readWorkbook(bytes: Uint8Array): Promise<Grid[]> {
  const files = openPackage(bytes);
  const workbook = await findWorkbook(files);
  const relations = await relationsOf(files, workbook);
  const { sheets, date1904 } = readSheetList(await files.read(workbook));
  const context = await readContext(files, [...relations.values()], date1904);
  const grids: Grid[] = [];
  for (const { name, hidden, relation } of sheets) {
    const found = relations.get(relation);
    if (found?.type !== 'worksheet') continue;
    grids.push({ name, hidden, ...readWorksheet(await files.read(found.path), context) });
  }
  return grids.sort((a, b) => Number(a.hidden) - Number(b.hidden));
}

async function findWorkbook(files: Package): Promise<string> {
  if (!files.has('[Content_Types].xml')) throw notASheet();
  const root = await relationsOf(files, '');
  const path = [...root.values()].find(({ type }) => type === 'officeDocument')?.path ?? 'xl/workbook.xml';
  if (!files.has(path) || !path.endsWith('.xml') || path.startsWith('word/') || path.startsWith('ppt/')) {
    throw notASheet();
  }
  return path;
}

/** The relations of a part by id; their types shortened to the last word, since two standards differ in the rest. */
async function relationsOf(files: Package, part: string): Promise<Map<string, Relation>> {
  const folder = part.includes('/') ? part.slice(0, part.lastIndexOf('/') + 1) : '';
  const path = `${folder}_rels/${part.slice(folder.length)}.rels`;
  const relations = new Map<string, Relation>();
  if (!files.has(path)) return relations;
  walk(await files.read(path), {
    open(name, rest) {
      if (name !== 'Relationship') return;
      const target = attribute(rest, 'Target') ?? '';
      relations.set(attribute(rest, 'Id') ?? '', {
        type: (attribute(rest, 'Type') ?? '').split('/').at(-1) ?? '',
        path: target.startsWith('/') ? target.slice(1) : `${folder}${target.replace(/^\.\//, '')}`,
      });
    },
    close() {},
    text() {},
  });
  return relations;
}

function readSheetList(xml: string): { sheets: SheetEntry[]; date1904: boolean } {
  const sheets: SheetEntry[] = [];
  let date1904 = false;
  walk(xml, {
    open(name, rest) {
      if (name === 'workbookPr') date1904 = /^(1|true)$/.test(attribute(rest, 'date1904') ?? '');
      if (name !== 'sheet') return;
      sheets.push({
        name: attribute(rest, 'name') ?? '',
        hidden: (attribute(rest, 'state') ?? 'visible') !== 'visible',
        relation: attribute(rest, 'id') ?? '',
      });
    },
    close() {},
    text() {},
  });
  return { sheets, date1904 };
}

async function readContext(files: Package, relations: Relation[], date1904: boolean): Promise<CellContext> {
  const path = (type: string): string | undefined =>
    relations.find((relation) => relation.type === type && files.has(relation.path))?.path;
  const strings = path('sharedStrings');
  const styles = path('styles');
  return {
    strings: strings ? readSharedStrings(await files.read(strings)) : [],
    formats: styles ? readStyles(await files.read(styles)) : [],
    date1904,
  };
}

/** Rich text is joined; the reading aids of East Asian text (rPh) are left out. */
function readSharedStrings(xml: string): string[] {
  const strings: string[] = [];
  let text = '';
  let reading = false;
  let aid = false;
  walk(xml, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 't') reading = !aid;
      else if (name === 'rPh') aid = true;
    },
    close(name) {
      if (name === 'si') strings.push(unescaped(text));
      else if (name === 't') reading = false;
      else if (name === 'rPh') aid = false;
    },
    text(part) {
      if (reading) text += part;
    },
  });
  return strings;
}

/** Excel writes control characters in strings as _x000D_. */
function unescaped(text: string): string {
  return text.replace(/_x([\dA-F]{4})_/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
