import { FindUnits, GetUnitBoard, ImportUnits, type UnitView } from '@linli/contracts';
import { writeSheet } from '@linli/sheets';
import { projectId, type Office } from './office.js';

interface Row {
  readonly building: number;
  readonly unit: number;
  readonly floor: number;
  readonly door: number;
}

const LAYOUTS = ['三室两厅一卫', '两室两厅一卫', '四室两厅两卫'];
const AREAS = [102.36, 86.5, 138.72];
const YUAN_PER_M2 = 21_500;

/** 3 buildings with 2 staircases of 18 floors and 3 doors: 324 units. */
const rows: readonly Row[] = [1, 2, 3].flatMap((building) =>
  [1, 2].flatMap((unit) =>
    Array.from({ length: 18 }, (_, i) => i + 1).flatMap((floor) =>
      [1, 2, 3].map((door) => ({ building, unit, floor, door })),
    ),
  ),
);

const roomNo = ({ floor, door }: Row): string => `${floor}0${door}`;
const areaOf = ({ door }: Row): number => AREAS[door - 1]!;
/** Higher floors cost more; in whole yuan. */
const priceFen = (row: Row): number =>
  Math.round(areaOf(row) * (YUAN_PER_M2 + row.floor * 120 + row.building * 300)) * 100;

/** 房源表 of the demo project, imported once. */
export async function loadUnits(office: Office): Promise<void> {
  const inventory = office.desk('inventory-controller');
  const { counts } = await inventory.ask(GetUnitBoard, { projectId });
  if (counts.length === 0) {
    const fileId = await inventory.upload('房源表.xlsx', await sheet(office.today));
    await inventory.ask(ImportUnits, { projectId, fileId });
  }
}

/** The n-th unit that the demo sells, from the first floors of building 1 on. */
export const soldRoom = (n: number): string => {
  const row = rows[n * 2]!;
  return `${row.building}-${row.unit}-${roomNo(row)}`;
};

/** The unit as it is now. */
export async function unitIn(office: Office, room: string): Promise<UnitView> {
  const { items } = await office.desk('inventory-controller').ask(FindUnits, { projectId, room });
  const [unit] = items;
  if (!unit) throw new Error(`there is no unit ${room} in ${projectId}`);
  return unit;
}

/** 房源表 by room: what never changes of a unit. */
export type PriceList = ReadonlyMap<string, Pick<UnitView, 'id' | 'totalPriceFen'>>;

export async function priceList(office: Office): Promise<PriceList> {
  const list = new Map<string, UnitView>();
  for (let cursor: string | undefined; ;) {
    const page = await office.desk('inventory-controller').ask(FindUnits, {
      ...{ projectId, limit: 100, ...(cursor === undefined ? {} : { cursor }) },
    });
    for (const unit of page.items) list.set(unit.room, unit);
    if (page.next === undefined) return list;
    cursor = page.next;
  }
}

const sheet = (today: string): Promise<Uint8Array> =>
  writeSheet({
    title: '滨江壹号房源表',
    date: today,
    madeBy: '韩雪',
    columns: [
      { header: '楼栋', kind: 'text', value: ({ building }) => `${building}栋` },
      { header: '单元', kind: 'text', value: ({ unit }) => `${unit}单元` },
      { header: '楼层', kind: 'integer', value: ({ floor }) => floor },
      { header: '房号', kind: 'text', value: roomNo },
      { header: '户型', kind: 'text', value: ({ door }) => LAYOUTS[door - 1] },
      { header: '建筑面积', kind: 'area', value: areaOf },
      { header: '总价', kind: 'yuan', value: priceFen },
    ],
    rows,
  });
