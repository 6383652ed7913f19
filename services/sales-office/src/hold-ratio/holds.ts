import { number } from '../view/rows.js';

/** Units by building beside the ratio in force: the latest of the building, or else of the project. $1: project. */
export const HOLDS = `
with ratio as (select distinct on (building) building, percent from hold_ratio where project_id = $1 order by building, id desc)
select u.building, count(*)::int as units, count(*) filter (where u.state = 'HELD')::int as held,
  count(*) filter (where u.state = 'AVAILABLE')::int as available,
  count(*) filter (where u.state in ('SOLD', 'SIGNED', 'HANDED_OVER'))::int as sold,
  ${number('coalesce(max(own.percent), max(whole.percent))')} as "targetPercent"
from unit u left join ratio own on own.building = u.building left join ratio whole on whole.building is null
where u.project_id = $1 group by u.building order by length(u.building), u.building`;

export interface HoldsRow {
  building: string;
  units: number;
  held: number;
  available: number;
  sold: number;
  targetPercent: number | null;
}

export const PROJECT_RATIO = `select ${number('percent')} as percent from hold_ratio
  where project_id = $1 and building is null order by id desc limit 1`;
