import { defineEntity, p } from '@mikro-orm/core';
import type { CollateralVersion, FileSalesCollateral, ReviseSalesCollateral } from '@linli/contracts';
import { dayOf, newId, refuse } from '@linli/kernel';
import { salesCollateralWorkflow, type SalesCollateralState } from './sales-collateral.workflow.js';

const SalesCollateralSchema = defineEntity({
  name: 'SalesCollateral',
  tableName: 'sales_collateral',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<SalesCollateralState>(),
    formNo: p.text(),
    projectId: p.text(),
    kind: p.text(),
    title: p.text(),
    currentNo: p.integer(),
    versions: p.json().$type<CollateralVersion[]>(),
    withdrawnWhy: p.text().nullable(),
  },
});

type Content = Pick<ReviseSalesCollateral, 'content' | 'fileId' | 'validFrom'>;

/** 项目销售资料: sand table, layout plans, adverse factors, promotion; what was shown when can always be told [REQ-112]. */
export class SalesCollateral extends SalesCollateralSchema.class {
  static file(form: FileSalesCollateral, formNo: string, by: string, at: Date): SalesCollateral {
    const { projectId, kind, title } = form;
    const collateral = Object.assign(new SalesCollateral(), {
      id: newId(),
      state: salesCollateralWorkflow.initial,
      ...{ formNo, projectId, kind, title, currentNo: 0, versions: [], withdrawnWhy: null },
    });
    collateral.add(form, by, at);
    return collateral;
  }

  revise(content: Content, by: string, at: Date): void {
    this.state = salesCollateralWorkflow.move(this.state, 'revise');
    this.add(content, by, at);
  }

  withdraw(reason: string): void {
    this.state = salesCollateralWorkflow.move(this.state, 'withdraw');
    this.withdrawnWhy = reason;
  }

  private add({ content, fileId, validFrom = undefined }: Content, by: string, at: Date): void {
    const from = validFrom ?? dayOf(at);
    const [before] = this.versions;
    if (before && from < before.validFrom)
      throw refuse.rule(
        'sales-collateral.before-version',
        `现行版自 ${before.validFrom} 起，新版不能更早，请核对日期。`,
      );
    this.currentNo += 1;
    const entry = { no: this.currentNo, content, ...(fileId ? { fileId } : {}), validFrom: from };
    this.versions = [{ ...entry, enteredBy: by, enteredAt: at.toISOString() }, ...this.versions];
  }
}

SalesCollateralSchema.setClass(SalesCollateral);
