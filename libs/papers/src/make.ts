import { batches, countOf } from '@linli/bus';
import type { ExportFormat } from '@linli/contracts';
import { Refusal, refuse, type Day } from '@linli/kernel';
import { writeRegister, writeSections } from '@linli/sheets';
import type { Form, Paper, PaperRoom, Register, Report } from './paper.js';
import { print } from './print/print.js';
import { printedRegister } from './print/printed-register.js';
import { printedSections } from './print/printed-sections.js';

/** The media types of what leaves. */
export const TYPES: Readonly<Record<ExportFormat, string>> = {
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  PDF: 'application/pdf',
};

/** More rows are for another tool; a printed list of more is not read by anybody. */
const MOST: Readonly<Record<ExportFormat, number>> = { XLSX: 200_000, PDF: 2_000 };

export interface Order {
  readonly asked: object;
  readonly format: ExportFormat;
  /** The business day of 制表日期. */
  readonly day: Day;
  readonly room: PaperRoom;
  /** Called before the first row and after each batch; what it throws ends the work. */
  readonly progress: (rows: number, total: number) => Promise<void>;
}

export interface Made {
  readonly bytes: Uint8Array;
  readonly rows: number;
  /** The number of the case, of a form. */
  readonly number?: string;
}

/** Makes the file. Refuses a case that is not the asker's and a list that is too long. */
export function make(paper: Paper, order: Order): Promise<Made> {
  if (paper.kind === 'form') return makeForm(paper, order);
  return paper.kind === 'report' ? makeReport(paper, order) : makeRegister(paper, order);
}

async function makeForm(form: Form, { asked, room, progress }: Order): Promise<Made> {
  const printed = await form.fill(asked, room);
  if (!printed) throw refuse.notFound('paper.no-such-case', '没有这份单据，请核对编号。');
  await progress(0, 1);
  return { bytes: await print(printed), rows: 1, ...(printed.number ? { number: printed.number } : {}) };
}

async function makeReport(report: Report, { asked, format, day, room, progress }: Order): Promise<Made> {
  const compiled = await report.compile(asked, room);
  if (!compiled) throw refuse.notFound('paper.no-such-case', '没有这份报表，请核对编号。');
  const rows = compiled.sections.reduce((sum, section) => sum + section.rows.length, 0);
  await progress(0, rows);
  const sheet = { ...compiled, date: compiled.date ?? day, madeBy: compiled.madeBy ?? room.by.name };
  const bytes = format === 'XLSX' ? await writeSections(sheet) : await print(printedSections(sheet));
  return { bytes, rows, ...(compiled.number ? { number: compiled.number } : {}) };
}

async function makeRegister(register: Register, order: Order): Promise<Made> {
  const { asked, format, day, room, progress } = order;
  const list = await register.list(asked, room);
  const total = await countOf(room.reader, list, MOST[format] + 1);
  if (total > MOST[format]) {
    const other = format === 'PDF' ? '导出 Excel 或' : '';
    throw new Refusal('too-large', 'export.too-many-rows', `超过 ${MOST[format]} 行，请${other}缩小范围后再导出。`);
  }
  await progress(0, total);
  let rows = 0;
  const counted = async function* () {
    for await (const batch of batches(room.reader, list)) {
      yield batch.map((row) => register.row(row));
      rows += batch.length;
      await progress(rows, Math.max(rows, total));
    }
  };
  const { title, columns, totals = [] } = register;
  const head = { title, date: day, madeBy: room.by.name, columns, totals };
  const bytes =
    format === 'XLSX' ? await writeRegister(head, counted()) : await print(await printedRegister(head, counted()));
  return { bytes, rows };
}
