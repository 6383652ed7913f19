import { shownValue, type RegisterHead } from '@linli/sheets';
import type { Printed } from './printed.js';

/** A register as a printed list: headers on each page, a row of totals, landscape when it is wide. */
export async function printedRegister<Row>(
  { title, date, madeBy, columns, totals = [] }: RegisterHead<Row>,
  batches: AsyncIterable<readonly Row[]>,
): Promise<Printed> {
  const rows: string[][] = [];
  const sums = columns.map(() => 0);
  for await (const batch of batches) {
    for (const row of batch) {
      rows.push(columns.map((column) => shownValue(column.kind, column.value(row))));
      columns.forEach((column, i) => {
        if (totals.includes(column.header)) sums[i] = (sums[i] ?? 0) + Math.round(Number(column.value(row) ?? 0) * 100);
      });
    }
  }
  const total = columns.map(({ header, kind }, i) =>
    totals.includes(header) ? shownValue(kind, (sums[i] ?? 0) / 100) : i === 0 ? '合计' : '',
  );
  return {
    title,
    lines: [`制表日期:${date}    制表人:${madeBy}    共 ${rows.length} 行`],
    landscape: columns.length > 6,
    parts: [
      {
        headers: columns.map(({ header, kind }) =>
          kind === 'yuan' ? `${header}(元)` : kind === 'area' ? `${header}(㎡)` : header,
        ),
        rows,
        right: columns.flatMap(({ kind }, i) => (kind === 'text' || kind === 'day' ? [] : [i])),
        ...(totals.length > 0 ? { total } : {}),
      },
    ],
  };
}
