import { defineEntity, p } from '@mikro-orm/core';
import type { DefineReport, ReportFilter } from '@linli/contracts';
import { newId, refuse, workflow, type StateOf } from '@linli/kernel';

export const savedReportWorkflow = workflow({
  name: 'saved-report',
  initial: 'KEPT',
  transitions: { KEPT: { revise: 'KEPT', remove: 'REMOVED' }, REMOVED: {} },
});

export type SavedReportState = StateOf<typeof savedReportWorkflow>;

const SavedReportSchema = defineEntity({
  name: 'SavedReport',
  tableName: 'saved_report',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<SavedReportState>(),
    title: p.text(),
    about: p.text(),
    filters: p.json().$type<ReportFilter[]>(),
    groupBy: p.json().$type<string[]>(),
    ownerId: p.text(),
    ownerName: p.text(),
    shared: p.boolean(),
  },
});

interface Owner {
  readonly id: string;
  readonly name: string;
}

/** 自定义报告: filters and groupings that somebody wants to see again; he alone changes them [REQ-170]. */
export class SavedReport extends SavedReportSchema.class {
  static define(form: DefineReport, { id, name }: Owner): SavedReport {
    const report = Object.assign(new SavedReport(), { id: newId(), state: savedReportWorkflow.initial });
    Object.assign(report, { ownerId: id, ownerName: name });
    report.write(form);
    return report;
  }

  revise(form: DefineReport, by: Owner): void {
    this.mustBelongTo(by);
    this.state = savedReportWorkflow.move(this.state, 'revise');
    this.write(form);
  }

  remove(by: Owner): void {
    this.mustBelongTo(by);
    this.state = savedReportWorkflow.move(this.state, 'remove');
  }

  isSeenBy({ id }: Owner): boolean {
    return this.ownerId === id || this.shared;
  }

  private mustBelongTo(by: Owner): void {
    if (!this.isSeenBy(by)) throw noReport();
    if (this.ownerId !== by.id)
      throw refuse.forbidden('saved-report.not-yours', '这份报告由同事定义，只有本人可以修改或删除。');
  }

  private write({ title, about, filters, groupBy, shared }: DefineReport): void {
    const plain = filters.map(({ field, values }) => ({ field, values: [...values] }));
    Object.assign(this, { title, about, filters: plain, groupBy: [...groupBy], shared });
  }
}

export const noReport = () => refuse.notFound('saved-report.not-found', '没有这份自定义报告，请核对编号。');

SavedReportSchema.setClass(SavedReport);
