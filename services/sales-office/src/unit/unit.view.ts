import type { UnitView } from '@linli/contracts';
import { columns, number, present, type RowOf } from '../view/rows.js';
import type { Unit } from './unit.js';
import { unitSteps, type UnitState } from './unit.workflow.js';

export type UnitRow = RowOf<UnitView> & { state: UnitState };

export const unitColumns = `${columns('u', 'id version state projectId room building unit floor roomNo layout heldFor')},
  ${number('u.area_m2')} as "areaM2", ${number('u.total_price_fen')} as "totalPriceFen"`;

export const viewOfRow = (row: UnitRow): UnitView => present(row, unitSteps(row.state));

export function view(unit: Unit): UnitView {
  const { id, version, state, projectId, room, building, floor, roomNo, layout, areaM2, totalPriceFen, heldFor } = unit;
  return viewOfRow({
    ...{ id, version, state, projectId, room, building, floor, roomNo, layout, areaM2, totalPriceFen, heldFor },
    unit: unit.unit,
  });
}
