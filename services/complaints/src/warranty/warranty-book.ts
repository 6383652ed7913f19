import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Reader } from '@linli/bus';
import type { WarrantyView } from '@linli/contracts';
import type { Day } from '@linli/kernel';
import { coverage, type WarrantyUnit } from './warranty.js';

interface Found {
  readonly handedOverOn: string;
  readonly amount: number;
  readonly unit: WarrantyUnit;
  readonly source: string;
  readonly seasonFrom: string | null;
  readonly seasonUntil: string | null;
}

/** A unit as the case names it. */
export interface UnitOfCase {
  readonly projectId: string;
  readonly room?: string | null;
}

/** The term that was in force when the keys were handed over; a project's own comes before the company's. */
const FOUND = `
select u.handover_date::text as "handedOverOn", t.amount, t.unit, t.source, s.from_day as "seasonFrom", s.until_day as "seasonUntil"
from handed_over_unit u
cross join lateral (select amount, unit, source from warranty_term
  where part = $1 and valid_from <= u.handover_date and (project_id = u.project_id or project_id is null)
  order by project_id is null, valid_from desc limit 1) t
left join lateral (select from_day, until_day from warranty_season
  where unit = t.unit and valid_from <= u.handover_date and (project_id = u.project_id or project_id is null)
  order by project_id is null, valid_from desc limit 1) s on true
where u.project_id = $2 and u.room = $3 order by u.handover_date desc limit 1`;

/** Says whether a part of a unit is covered; outside any transaction, from this department's own copy of the handovers. */
@Injectable()
export class WarrantyBook {
  constructor(private readonly reader: Reader) {}

  async of(unit: UnitOfCase, part: string, on: Day): Promise<WarrantyView> {
    return said(unit, part, on, await this.reader.one<Found>(FOUND, [part, unit.projectId, unit.room ?? null]));
  }
}

/** The same inside a transaction, which sees what it has just written. */
export async function warrantyInWork(
  em: EntityManager,
  unit: UnitOfCase,
  part: string,
  on: Day,
): Promise<WarrantyView> {
  const sql = FOUND.replace(/\$\d/g, '?');
  const [found] = await em.execute<Found[]>(sql, [part, unit.projectId, unit.room ?? null]);
  return said(unit, part, on, found);
}

function said({ room }: UnitOfCase, part: string, on: Day, found: Found | undefined): WarrantyView {
  if (!room) return { part, coverage: 'UNKNOWN', gap: 'NO_ROOM' };
  if (!found) return { part, coverage: 'UNKNOWN', gap: 'NOT_HANDED_OVER' };
  const { handedOverOn, amount, unit, source, seasonFrom, seasonUntil } = found;
  const season = seasonFrom && seasonUntil ? { season: { from: seasonFrom, until: seasonUntil } } : {};
  return coverage(part, handedOverOn, { amount, unit, source, ...season }, on);
}
