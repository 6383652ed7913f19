import { defineEntity, p } from '@mikro-orm/core';
import type { ExportFilter, ExportFormat } from '@linli/contracts';
import { newId } from '@linli/kernel';
import { exportWorkflow, type ExportState } from './export.workflow.js';

/** Who asked, as his token said: the file shows what he was allowed to see when he asked. */
export interface Asker {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly projects: readonly string[];
  readonly company: string;
  readonly department: string;
}

const ExportSchema = defineEntity({
  name: 'Export',
  tableName: 'export',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<ExportState>(),
    paper: p.text(),
    title: p.text(),
    format: p.text().$type<ExportFormat>(),
    filters: p.json<readonly ExportFilter[]>(),
    askedBy: p.text(),
    asker: p.json<Asker>(),
    askedAt: p.datetime(),
    rows: p.integer(),
    total: p.integer().nullable(),
    attempts: p.integer(),
    leaseUntil: p.datetime().nullable(),
    finishedAt: p.datetime().nullable(),
    fileId: p.uuid().nullable(),
    fileName: p.text().nullable(),
    size: p.integer().nullable(),
    problem: p.text().nullable(),
  },
});

/** A file that a person has asked for and a worker makes. */
export class Export extends ExportSchema.class {
  static ask(
    paper: { name: string; title: string },
    format: ExportFormat,
    filters: readonly ExportFilter[],
    { id, name, roles, projects, company, department }: Asker,
    at: Date,
  ): Export {
    return Object.assign(new Export(), {
      id: newId(),
      state: exportWorkflow.initial,
      ...{ paper: paper.name, title: paper.title, format, filters },
      askedBy: id,
      asker: { id, name, roles, projects, company, department },
      askedAt: at,
      ...{ rows: 0, attempts: 0, total: null, leaseUntil: null, finishedAt: null },
      ...{ fileId: null, fileName: null, size: null, problem: null },
    });
  }

  /** A running one stops at its next batch of rows. */
  cancel(at: Date): void {
    this.state = exportWorkflow.move(this.state, 'cancel');
    this.finishedAt = at;
  }
}

ExportSchema.setClass(Export);
