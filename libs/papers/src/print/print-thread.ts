import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import pdfmake, { type Cell, type Content, type Document, type Layout, type Text } from 'pdfmake';
import type { Printed, PrintedField, PrintedPart } from './printed.js';

// A program of its own, run as a thread by print.ts: it imports no neighbour at run time. What it loads goes away with it.

const { regular, bold } = workerData as { regular: string; bold: string };
const FONT = 'Noto Sans SC';
const MARGIN = 42;
const GREY = '#f2f2f2';
const LINE_HEIGHT = 15;

pdfmake.virtualfs.writeFileSync('regular.ttf', readFileSync(regular));
pdfmake.virtualfs.writeFileSync('bold.ttf', readFileSync(bold));
pdfmake.addFonts({
  [FONT]: { normal: 'regular.ttf', bold: 'bold.ttf', italics: 'regular.ttf', bolditalics: 'bold.ttf' },
});
// Nothing in a document may fetch anything.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy(() => false);

parentPort?.on('message', ({ id, printed }: { id: number; printed: Printed }) => {
  pdfmake
    .createPdf(documentOf(printed))
    .getBuffer()
    .then(
      (bytes: Uint8Array) => parentPort?.postMessage({ id, bytes }),
      (error: Error) => parentPort?.postMessage({ id, error: error.message }),
    );
});

function documentOf(printed: Printed): Document {
  const { title, number, lines = [], parts, watermark, landscape } = printed;
  return {
    info: { title: number ? `${title} ${number}` : title, producer: 'Linli' },
    pageSize: 'A4',
    pageOrientation: landscape ? 'landscape' : 'portrait',
    pageMargins: [MARGIN, MARGIN, MARGIN, MARGIN + 12],
    defaultStyle: { font: FONT, fontSize: 10, lineHeight: 1.15 },
    ...(watermark
      ? { watermark: { text: watermark, color: '#888888', opacity: 0.12, bold: true, fontSize: 120 } }
      : {}),
    footer: (page: number, pages: number) => ({
      margin: [MARGIN, 12, MARGIN, 0],
      columns: [
        { text: number ? `编号:${number}` : '', fontSize: 8, color: '#666666' },
        { text: `第 ${page} 页 共 ${pages} 页`, alignment: 'right', fontSize: 8, color: '#666666' },
      ],
    }),
    content: [
      { text: title, fontSize: 17, bold: true, alignment: 'center', margin: [0, 0, 0, 6] },
      ...(number
        ? [
            {
              text: `编号:${number}`,
              alignment: 'right' as const,
              margin: [0, 0, 0, 4] as [number, number, number, number],
            },
          ]
        : []),
      ...lines.map((line): Content => ({ text: line, fontSize: 9, color: '#444444', margin: [0, 0, 0, 4] })),
      ...parts.map(contentOf),
    ],
  };
}

function contentOf(part: PrintedPart): Content {
  if ('fields' in part) return fieldsOf(part.fields);
  if ('headers' in part) return tableOf(part);
  if ('label' in part) return longTextOf(part);
  if ('heading' in part) return { text: part.heading, bold: true, fontSize: 11, margin: [0, 8, 0, 3] };
  if ('signatures' in part) return signaturesOf(part.signatures);
  return { text: wrapped(part.words), fontSize: part.small ? 8.5 : 10, margin: [0, 6, 0, 2] };
}

const label = (text: string): Text => ({ text, fillColor: GREY, fontSize: 9.5 });

function fieldsOf(fields: readonly PrintedField[]): Content {
  const rows: Cell[][] = [];
  for (let i = 0; i < fields.length; i += 2) {
    const [first, second] = [fields[i]!, fields[i + 1]];
    rows.push(
      second
        ? [label(first[0]), valueOf(first), label(second[0]), valueOf(second)]
        : [label(first[0]), { ...valueOf(first), colSpan: 3 }, {}, {}],
    );
  }
  return {
    table: { widths: [78, '*', 78, '*'], body: rows, dontBreakRows: true },
    margin: [0, -0.5, 0, 0],
    layout: thin,
  };
}

const valueOf = ([, value]: PrintedField): Text => ({ text: wrapped(value ?? ' ') });

function longTextOf({
  label: name,
  text,
  lines = 2,
}: {
  label: string;
  text: string | undefined;
  lines?: number;
}): Content {
  return {
    table: { widths: [78, '*'], heights: lines * LINE_HEIGHT, body: [[label(name), { text: wrapped(text ?? ' ') }]] },
    margin: [0, -0.5, 0, 0],
    layout: thin,
  };
}

function tableOf({
  headers,
  rows,
  widths,
  right = [],
  total,
}: Extract<PrintedPart, { headers: readonly string[] }>): Content {
  const size = headers.length > 8 ? 7.5 : 9;
  const cell = (text: string, i: number): Text => ({
    text: wrapped(text),
    fontSize: size,
    alignment: right.includes(i) ? 'right' : 'left',
  });
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [...(widths ?? headers.map(() => '*' as const))],
      body: [
        headers.map((text): Text => ({ text, bold: true, fontSize: size, fillColor: GREY, alignment: 'center' })),
        ...rows.map((row) => row.map(cell)),
        ...(total ? [total.map((text, i) => ({ ...cell(text, i), bold: true }))] : []),
      ],
    },
    margin: [0, 4, 0, 4],
    layout: thin,
  };
}

function signaturesOf(signatures: readonly string[]): Content {
  return {
    unbreakable: true,
    margin: [0, 22, 0, 0],
    columns: signatures.map((who) => ({
      stack: [{ text: `${who}:` }, { text: '    年    月    日', margin: [0, 18, 0, 0] }],
    })),
  };
}

/** A run of Latin letters or digits that is wider than its cell would run out of it: it may break anywhere after 24 signs. */
function wrapped(text: string): string {
  return text.replace(/[^\s\p{Script=Han}]{24}(?=[^\s\p{Script=Han}])/gu, '$&\u200b');
}

const thin: Layout = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  hLineColor: () => '#999999',
  vLineColor: () => '#999999',
};
