import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetHoldStatistics, type BuildingHolds, type HoldStatisticsView } from '@linli/contracts';
import { unitsToHold } from './hold-ratio.js';
import { HOLDS, PROJECT_RATIO, type HoldsRow } from './holds.js';

const CLEAR = `select count(*)::int as many from prospect where project_id = $1 and state = 'FOLLOWED' and intent_grade = 'A'`;

@Controller()
export class GetHoldStatisticsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetHoldStatistics)
  async handle({ projectId }: GetHoldStatistics, by: Actor): Promise<HoldStatisticsView> {
    by.mustSee(projectId, 'project');
    const [rows, ratio, clear] = await Promise.all([
      this.reader.all<HoldsRow>(HOLDS, [projectId]),
      this.reader.one<{ percent: number }>(PROJECT_RATIO, [projectId]),
      this.reader.one<{ many: number }>(CLEAR, [projectId]),
    ]);
    const sum = (field: 'units' | 'held' | 'available' | 'sold') => rows.reduce((total, row) => total + row[field], 0);
    const [units, held, available, sold] = [sum('units'), sum('held'), sum('available'), sum('sold')];
    const total = { building: '全部', units, held, available, sold, targetPercent: ratio?.percent ?? null };
    return { projectId, buildings: rows.map(compared), total: [compared(total)], clearIntents: clear?.many ?? 0 };
  }
}

function compared({ targetPercent, ...row }: HoldsRow): BuildingHolds {
  const percent = row.units === 0 ? 0 : Math.round((row.held / row.units) * 10_000) / 100;
  if (targetPercent === null) return { ...row, percent };
  return { ...row, percent, targetPercent, difference: row.held - unitsToHold(row.units, targetPercent) };
}
