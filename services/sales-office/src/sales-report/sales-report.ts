import { defineEntity, p } from '@mikro-orm/core';
import type { FigureSection, ReportPart } from '@linli/contracts';
import { newId, refuse, type Day } from '@linli/kernel';
import type { ReportKind } from '../report-duty/period.js';
import type { ReportDuty } from '../report-duty/report-duty.js';
import { salesReportWorkflow, type SalesReportState } from './sales-report.workflow.js';

const SalesReportSchema = defineEntity({
  name: 'SalesReport',
  tableName: 'sales_report',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<SalesReportState>(),
    formNo: p.text(),
    projectId: p.text(),
    kind: p.text().$type<ReportKind>(),
    fromOn: p.date(),
    toOn: p.date(),
    madeById: p.text(),
    madeBy: p.text(),
    superiorId: p.text(),
    superior: p.text(),
    dueAt: p.datetime(),
    handedInAt: p.datetime(),
    late: p.boolean(),
    remark: p.text().nullable(),
    parts: p.json().$type<ReportPart[]>(),
    sections: p.json().$type<FigureSection[]>(),
    returnReason: p.text().nullable(),
    confirmedAt: p.datetime().nullable(),
  },
});

/** What is handed in: the figures of now, the reports that they rest on, and what its maker says to them. */
export interface Content {
  readonly parts: readonly ReportPart[];
  readonly sections: readonly FigureSection[];
  readonly remark?: string;
}

/** A report of the chain day → week → month, frozen with its figures when the direct superior confirms it [REQ-099 to 104]. */
export class SalesReport extends SalesReportSchema.class {
  static handIn(
    duty: ReportDuty,
    of: { formNo: string; from: Day; to: Day; dueAt: Date },
    content: Content,
    at: Date,
  ): SalesReport {
    const report = Object.assign(new SalesReport(), {
      id: newId(),
      state: salesReportWorkflow.initial,
      formNo: of.formNo,
      projectId: duty.projectId,
      kind: duty.kind,
      ...{ fromOn: of.from, toOn: of.to, dueAt: of.dueAt, handedInAt: at, late: at > of.dueAt },
      ...{ returnReason: null, confirmedAt: null },
    });
    report.fill(duty, content);
    return report;
  }

  /** Computed anew; when it was first handed in stays. */
  handInAgain(duty: ReportDuty, content: Content): void {
    this.state = salesReportWorkflow.move(this.state, 'handIn');
    this.fill(duty, content);
  }

  confirm(by: string, at: Date): void {
    this.mustBeSuperior(by);
    this.state = salesReportWorkflow.move(this.state, 'confirm');
    this.confirmedAt = at;
  }

  return(by: string, reason: string): void {
    this.mustBeSuperior(by);
    this.state = salesReportWorkflow.move(this.state, 'return');
    this.returnReason = reason;
  }

  private fill({ personId, person, superiorId, superior }: ReportDuty, { parts, sections, remark }: Content): void {
    Object.assign(this, { madeById: personId, madeBy: person, superiorId, superior });
    Object.assign(this, { parts: [...parts], sections: [...sections], remark: remark ?? this.remark ?? null });
  }

  private mustBeSuperior(by: string): void {
    if (by !== this.superiorId)
      throw refuse.rule('sales-report.not-superior', `这份报表由直接上级${this.superior}签收或退回。`);
  }
}

SalesReportSchema.setClass(SalesReport);

/** A week and a month are over when they are reported on; a day is reported on the same day. */
export function mustHaveEnded(to: Day, today: Day): void {
  if (to > today) throw refuse.rule('sales-report.not-over', `报表期间到 ${to} 才结束，请在期末交表。`);
}
