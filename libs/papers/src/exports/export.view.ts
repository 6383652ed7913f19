import type { ExportFormat, ExportView } from '@linli/contracts';
import type { Export } from './export.js';
import { stepsOfPeople, type ExportState } from './export.workflow.js';

/** Files are in the conduit for one day. */
const KEPT_MS = 24 * 3_600_000;

type Maybe<T> = T | null | undefined;

/** One row of `exportColumns`. */
export interface ExportRow {
  readonly id: string;
  readonly version: number;
  readonly state: ExportState;
  readonly paper: string;
  readonly title: string;
  readonly format: ExportFormat;
  readonly askedAt: string;
  readonly rows: number;
  readonly total: Maybe<number>;
  readonly finishedAt: Maybe<string>;
  readonly fileId: Maybe<string>;
  readonly fileName: Maybe<string>;
  readonly size: Maybe<number>;
  readonly problem: Maybe<string>;
}

const utc = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The columns of an ExportView, from export e. */
export const exportColumns = `e.id, e.version, e.state, e.paper, e.title, e.format, ${utc('e.asked_at')} as "askedAt", e.rows, e.total,
  ${utc('e.finished_at')} as "finishedAt", e.file_id as "fileId", e.file_name as "fileName", e.size, e.problem`;

export function viewOfRow(row: ExportRow): ExportView {
  const { id, version, state, paper, title, format, askedAt, rows, total, finishedAt } = row;
  const { fileId, fileName, size, problem } = row;
  return {
    ...{ id, version, state, paper, title, format, askedAt, rows },
    ...(total === null || total === undefined ? {} : { total }),
    progress: progressOf(row),
    ...(finishedAt ? { finishedAt } : {}),
    ...(fileId && finishedAt ? { fileId, keptUntil: new Date(Date.parse(finishedAt) + KEPT_MS).toISOString() } : {}),
    ...(fileName ? { fileName } : {}),
    ...(size ? { size } : {}),
    ...(problem ? { problem } : {}),
    allowed: stepsOfPeople(state),
  };
}

/** Rows come and go while they are written: only a finished one is at 100. */
function progressOf({ state, rows, total }: ExportRow): number {
  if (state === 'DONE') return 100;
  return total ? Math.min(99, Math.floor((rows * 100) / total)) : 0;
}

export function viewOf(asked: Export): ExportView {
  const { askedAt, finishedAt, ...rest } = asked;
  return viewOfRow({ ...rest, askedAt: askedAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null });
}
