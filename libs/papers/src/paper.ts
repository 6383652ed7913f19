import type { Actor, Ask, ListRead, Reader } from '@linli/bus';
import type { ExportFormat, QueryClass } from '@linli/contracts';
import type { SectionedSheet, SheetColumn } from '@linli/sheets';
import type { Printed } from './print/printed.js';

/** What a paper is made from besides the filters: the database, the other departments, and the person who asked, with his projects. */
export interface PaperRoom {
  readonly reader: Reader;
  readonly ask: Ask;
  readonly by: Actor;
}

interface Named<Q extends QueryClass> {
  /** Kebab noun, the name under which it is asked for: `complaint-register`. */
  readonly name: string;
  /** The form's Chinese name, as it stands on top. */
  readonly title: string;
  /** The question that shows the same on a screen: its roles may have the paper, its fields are the filters. */
  readonly of: Q;
}

/** A list that leaves the house as Excel, or printed when it is short. Lists show persons masked, and so do their papers. */
export interface Register<
  Q extends QueryClass = QueryClass,
  Read extends { id: string } = { id: string },
  Row = unknown,
> extends Named<Q> {
  readonly kind: 'register';
  /** The rows that the asker may see, as SQL; the same conditions as the list on the screen. */
  list(asked: InstanceType<Q>, room: PaperRoom): ListRead | Promise<ListRead>;
  /** What the columns show of a row that was read. */
  row(read: Read): Row;
  readonly columns: readonly SheetColumn<Row>[];
  /** Headers of the columns that are added up. */
  readonly totals?: readonly string[];
}

/** The paper of one case, numbered as the case is, as PDF. */
export interface Form<Q extends QueryClass = QueryClass> extends Named<Q> {
  readonly kind: 'form';
  /** The filled-in form; undefined when there is no such case for the asker. */
  fill(asked: InstanceType<Q>, room: PaperRoom): Promise<Printed | undefined>;
}

/** A report: figures in sections with their sums, as Excel or printed. */
export interface Compiled extends Omit<SectionedSheet, 'date' | 'madeBy'> {
  /** The number of a report that is kept. */
  readonly number?: string;
  /** Who made it, and on which day; who asks for the paper, today, unless told. */
  readonly madeBy?: string;
  readonly date?: string;
  readonly watermark?: string;
  readonly signatures?: readonly string[];
}

export interface Report<Q extends QueryClass = QueryClass> extends Named<Q> {
  readonly kind: 'report';
  /** The figures; undefined when there are none for the asker. */
  compile(asked: InstanceType<Q>, room: PaperRoom): Promise<Compiled | undefined>;
}

export type Paper = Register | Form | Report;

/** A register, checked against the question and the rows it is made of. */
export function register<Q extends QueryClass, Read extends { id: string }, Row>(
  definition: Omit<Register<Q, Read, Row>, 'kind'>,
): Paper {
  return { kind: 'register', ...definition } as unknown as Register;
}

/** A form, checked against the question it is made of. */
export function form<Q extends QueryClass>(definition: Omit<Form<Q>, 'kind'>): Paper {
  return { kind: 'form', ...definition } as unknown as Form;
}

/** A report, checked against the question it answers. */
export function report<Q extends QueryClass>(definition: Omit<Report<Q>, 'kind'>): Paper {
  return { kind: 'report', ...definition } as unknown as Report;
}

export const formatsOf = ({ kind }: Paper): readonly ExportFormat[] => (kind === 'form' ? ['PDF'] : ['XLSX', 'PDF']);
