import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetUnitBoard, type BoardBuilding, type BoardUnit, type UnitBoardView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { number } from '../view/rows.js';

interface BoardRow extends Omit<BoardUnit, 'layout'> {
  salesClosed: boolean;
  building: string;
  floor: number;
  layout: string | null;
}

/** More do not fit into one answer; such a project is asked by building. */
const MOST_UNITS = 2_000;

const BOARD = `
select p.state = 'SALES_CLOSED' as "salesClosed", u.id as "unitId", u.building, u.floor, u.unit, u.room_no as "roomNo", u.room, u.layout,
  ${number('u.area_m2')} as "areaM2", ${number('u.total_price_fen')} as "totalPriceFen", u.state
from project p left join unit u on u.project_id = p.id and ($2::text is null or u.building = $2)
where p.id = $1
order by length(u.building), u.building, u.floor desc, length(u.unit), u.unit, length(u.room_no), u.room_no limit ${MOST_UNITS + 1}`;

/** The board of the sales hall, from one statement, so that all units are shown as of one moment [REQ-071]. */
@Controller()
export class GetUnitBoardHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetUnitBoard)
  async handle({ projectId, building }: GetUnitBoard, by: Actor): Promise<UnitBoardView> {
    by.mustSee(projectId, 'project');
    const rows = await this.reader.all<BoardRow>(BOARD, [projectId, building || null]);
    const [first] = rows;
    if (!first) throw refuse.notFound('project.not-found', '没有这个项目，请核对项目编号。');
    if (rows.length > MOST_UNITS)
      throw refuse.invalid('unit-board.too-large', '该项目房源过多，一张销控板显示不下，请按楼栋查看。');
    const units = rows.filter(({ unitId }) => unitId !== null);
    return { projectId, salesClosed: first.salesClosed, buildings: buildingsOf(units), counts: countsOf(units) };
  }
}

function buildingsOf(rows: readonly BoardRow[]): BoardBuilding[] {
  const buildings: BoardBuilding[] = [];
  for (const { salesClosed: _, building, floor, layout, ...unit } of rows) {
    let block = buildings.at(-1);
    if (block?.building !== building) buildings.push((block = { building, floors: [] }));
    let storey = block.floors.at(-1);
    if (storey?.floor !== floor) block.floors.push((storey = { floor, units: [] }));
    storey.units.push({ ...unit, ...(layout === null ? {} : { layout }) });
  }
  return buildings;
}

function countsOf(rows: readonly BoardRow[]): { state: string; units: number }[] {
  const counts = new Map<string, number>();
  for (const { state } of rows) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].map(([state, units]) => ({ state, units }));
}
