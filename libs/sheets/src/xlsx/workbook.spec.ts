import { describe, expect, it } from '@jest/globals';
import { handMade, zip, type PartPlan } from '../test/workbook.js';
import { readWorkbook } from './workbook.js';

const RELATIONS = 'http://purl.oclc.org/ooxml/officeDocument/relationships';

/** A workbook as programs other than Excel write it: prefixed names, absolute targets, 1904 dates. */
const prefixed = (sheet: string, strings: string, styles: string): PartPlan[] => [
  { path: '[Content_Types].xml', content: '<Types/>' },
  {
    path: '_rels/.rels',
    content: `<Relationships><Relationship Id="a" Type="${RELATIONS}/officeDocument" Target="/xl/book.xml"/></Relationships>`,
  },
  {
    path: 'xl/book.xml',
    content: `<x:workbook xmlns:x="x"><x:workbookPr date1904="1"/><x:sheets><x:sheet name="甲&amp;乙" sheetId="1" r:id="s"/></x:sheets></x:workbook>`,
  },
  {
    path: 'xl/_rels/book.xml.rels',
    content: `<Relationships>
      <Relationship Id="s" Type="${RELATIONS}/worksheet" Target="/xl/worksheets/a.xml"/>
      <Relationship Id="t" Type="${RELATIONS}/sharedStrings" Target="strings.xml"/>
      <Relationship Id="u" Type="${RELATIONS}/styles" Target="./styles.xml"/>
    </Relationships>`,
  },
  { path: 'xl/worksheets/a.xml', content: sheet },
  { path: 'xl/strings.xml', content: strings },
  { path: 'xl/styles.xml', content: styles },
];

describe('a workbook', () => {
  it('is read with prefixed names, phonetic aids, escaped signs, styles and 1904 dates', async () => {
    const [grid] = await readWorkbook(
      zip(
        prefixed(
          `<x:worksheet><x:sheetData><x:row r='2'>
            <x:c r='A2' t='s'><x:v>0</x:v></x:c><x:c r="C2" s="1"><x:v>44700</x:v></x:c>
            <x:c r="D2" s="2"><x:v>11.2</x:v></x:c><x:c r="E2" t="str"><x:f>IF(1,"")</x:f><x:v></x:v></x:c>
            <x:c r="F2" t="b"><x:v>1</x:v></x:c><x:c r="G2" s="3"><x:v>0.5</x:v></x:c>
          </x:row></x:sheetData></x:worksheet>`,
          '<sst><si><r><t>王</t></r><r><t>&#33459;_x000D_</t></r><rPh><t>wang</t></rPh></si></sst>',
          `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="171" formatCode="[Red]0.00&quot;yd&quot;"/></numFmts>
           <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
           <cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="31"/></cellXfs></styleSheet>`,
        ),
      ),
    );
    expect(grid?.name).toBe('甲&乙');
    expect(grid?.rows.map(({ number, cells }) => [number, Array.from(cells)])).toEqual([
      [
        2,
        [
          { value: '王芳\r' },
          undefined,
          { value: 46162, date: true },
          { value: 11.2, places: 2 },
          undefined,
          { value: true },
          { value: 0.5, date: true },
        ],
      ],
    ]);
  });

  it('is read without addresses, with comments and CDATA', async () => {
    const [grid] = await readWorkbook(
      zip(
        handMade(
          `<?xml version="1.0"?><!-- <row> --><worksheet><sheetData><row><c><v>1</v></c><c t="inlineStr"><is><t><![CDATA[<a> & b]]></t></is></c></row><row/><row><c t="str"><v>x</v></c></row></sheetData></worksheet>`,
        ),
      ),
    );
    expect(grid?.rows.map(({ number, cells }) => [number, cells.map((cell) => cell?.value)])).toEqual([
      [1, [1, '<a> & b']],
      [3, ['x']],
    ]);
  });

  it('shows what people see of a merge: its first cell, downwards only', async () => {
    const cell = (address: string, value: number): string => `<c r="${address}"><v>${value}</v></c>`;
    const [grid] = await readWorkbook(
      zip(
        handMade(
          `<worksheet><sheetData><row r="1">${cell('A1', 1)}${cell('B1', 8)}</row><row r="2">${cell('A2', 9)}${cell('B2', 9)}${cell('C2', 3)}</row><row r="3">${cell('C3', 4)}</row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`,
        ),
      ),
    );
    expect(grid?.rows.map(({ cells }) => Array.from(cells, (found) => found?.value))).toEqual([
      [1, undefined],
      [1, undefined, 3],
      [undefined, undefined, 4],
    ]);
  });
});
