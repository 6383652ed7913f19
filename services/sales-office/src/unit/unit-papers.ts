import { FindUnits } from '@linli/contracts';
import { register, words } from '@linli/papers';
import { unitColumns, type UnitRow } from './unit.view.js';

const states = {
  AVAILABLE: '可售',
  HELD: '销控',
  RESERVED: '已定房',
  SOLD: '已售',
  SIGNED: '已签约',
  HANDED_OVER: '已交房',
};

/** 房源表 as it can be imported again. */
export const unitRegister = register({
  name: 'unit-register',
  title: '房源表',
  of: FindUnits,
  columns: [
    { header: '楼栋', kind: 'text', width: 8, value: ({ building }) => building },
    { header: '单元', kind: 'text', width: 8, value: ({ unit }) => unit },
    { header: '楼层', kind: 'integer', value: ({ floor }) => floor },
    { header: '房号', kind: 'text', width: 10, value: ({ roomNo }) => roomNo },
    { header: '户型', kind: 'text', width: 12, value: ({ layout }) => layout ?? undefined },
    { header: '建筑面积', kind: 'area', value: ({ areaM2 }) => areaM2 },
    { header: '总价', kind: 'yuan', value: ({ totalPriceFen }) => totalPriceFen },
    { header: '状态', kind: 'text', width: 10, value: ({ state }) => words(states, state) },
    { header: '销控原因', kind: 'text', width: 24, value: ({ heldFor }) => heldFor ?? undefined },
  ],
  totals: ['建筑面积', '总价'],
  list: ({ projectId, building, state, room }, { by }) => ({
    columns: unitColumns,
    from: 'unit u',
    where: {
      'u.project_id = ?': projectId,
      'u.building = ?': building,
      'u.state = ?': state,
      'u.room = ?': room,
      'u.project_id = any(?)': by.seesAll ? undefined : by.projects,
    },
    oldestFirst: 'u.id',
  }),
  row: (row: UnitRow) => row,
});
