import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, load, now, whenNotUnique, type Actor } from '@linli/bus';
import {
  FileSalesCollateral,
  ReviseSalesCollateral,
  WithdrawSalesCollateral,
  type SalesCollateralView,
} from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { loadProject } from '../project/load-project.js';
import { SalesCollateral } from './sales-collateral.js';
import { view } from './sales-collateral.view.js';

whenNotUnique('sales_collateral_title', () =>
  refuse.conflict('sales-collateral.filed', '已有同名的现行资料，请登记新版。'),
);

@Controller()
export class KeepSalesCollateralHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(FileSalesCollateral)
  async file(form: FileSalesCollateral, by: Actor): Promise<SalesCollateralView> {
    await loadProject(this.em, form.projectId, by);
    const collateral = SalesCollateral.file(form, formNo('XZ'), by.name, now());
    this.em.persist(collateral);
    return view(collateral);
  }

  @Handles(ReviseSalesCollateral)
  async revise(form: ReviseSalesCollateral, by: Actor): Promise<SalesCollateralView> {
    const collateral = await load(this.em, SalesCollateral, form.salesCollateralId, form.version);
    collateral.revise(form, by.name, now());
    return view(collateral);
  }

  @Handles(WithdrawSalesCollateral)
  async withdraw({ salesCollateralId, version, reason }: WithdrawSalesCollateral): Promise<SalesCollateralView> {
    const collateral = await load(this.em, SalesCollateral, salesCollateralId, version);
    collateral.withdraw(reason);
    return view(collateral);
  }
}
