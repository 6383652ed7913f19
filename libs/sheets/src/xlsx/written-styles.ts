/** The looks of cells that we write; each stands in the workbook once, by its place in this list. */
export const looks = [
  'default',
  'title',
  'line',
  'header',
  'text',
  'general',
  'integer',
  'area',
  'yuan',
  'day',
  'text-total',
  'integer-total',
  'area-total',
  'yuan-total',
  'day-total',
] as const;
export type Look = (typeof looks)[number];

const FORMATS = ['0.00', '#,##0.00', 'yyyy-mm-dd'];
const FIRST_FORMAT = 164;
/** Built-in 49 is the text format @, which keeps whatever is typed into the cell a text. */
const formatOf: Readonly<Record<string, number>> = {
  text: 49,
  header: 49,
  integer: 1,
  area: FIRST_FORMAT,
  yuan: FIRST_FORMAT + 1,
  day: FIRST_FORMAT + 2,
};
const fontOf: Readonly<Record<string, number>> = { title: 1, header: 2 };

const font = (size: number, bold: boolean) =>
  `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><name val="宋体"/><charset val="134"/></font>`;
const side = (name: string) => `<${name} style="thin"><color auto="1"/></${name}>`;

function xf(look: Look): string {
  const [kind = '', total] = look.split('-');
  const plain = kind === 'default' || kind === 'title' || kind === 'line';
  const middle = kind === 'title' || kind === 'header';
  const numFmtId = formatOf[kind] ?? 0;
  const fontId = total ? 2 : (fontOf[kind] ?? 0);
  return (
    `<xf numFmtId="${numFmtId}" fontId="${fontId}" fillId="${kind === 'header' ? 2 : 0}" borderId="${plain ? 0 : 1}" xfId="0" ` +
    `applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">` +
    `<alignment ${middle ? 'horizontal="center" ' : ''}vertical="center"${kind === 'header' ? ' wrapText="1"' : ''}/></xf>`
  );
}

/** styles.xml: 宋体, thin borders, headers bold on grey. */
export const stylesXml =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  `<numFmts count="${FORMATS.length}">${FORMATS.map((code, i) => `<numFmt numFmtId="${FIRST_FORMAT + i}" formatCode="${code}"/>`).join('')}</numFmts>` +
  `<fonts count="3">${font(11, false)}${font(16, true)}${font(11, true)}</fonts>` +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE7E6E6"/><bgColor indexed="64"/></patternFill></fill></fills>' +
  '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>' +
  `<border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border></borders>` +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="${looks.length}">${looks.map(xf).join('')}</cellXfs>` +
  '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>';
