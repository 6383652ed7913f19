import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Files, Handles, onTrial, whenNotUnique, type Actor } from '@linli/bus';
import { ImportUnits, type RejectedRow, type UnitImportView } from '@linli/contracts';
import { Refusal, refuse } from '@linli/kernel';
import { errorSheet, readSheet, type SheetReading } from '@linli/sheets';
import { loadProject } from '../project/load-project.js';
import { roomOf, Unit } from './unit.js';
import { unitSheet, type UnitRow } from './unit-sheet.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MOST_PROBLEMS = 500;
/** More units than most projects have; so many are taken well within a request's time. */
const MOST_UNITS = 5_000;
const LONGEST_ROOM = 40;
const LONGEST_LAYOUT = 60;

whenNotUnique('unit_room', () =>
  refuse.conflict('unit.import-crossed', '另一份房源表正在导入同一批房源，请重新导入。'),
);

@Controller()
export class ImportUnitsHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly files: Files,
  ) {}

  @Handles(ImportUnits)
  async handle({ projectId, fileId, dryRun }: ImportUnits, by: Actor): Promise<UnitImportView> {
    if (dryRun) onTrial();
    await loadProject(this.em, projectId, by);
    const reading = await readSheet((await this.files.own(fileId, by.id)).bytes, unitSheet);
    if (reading.rows.length > MOST_UNITS)
      throw new Refusal('too-large', 'unit.too-many-rows', `一次最多导入 ${MOST_UNITS} 套房源，请分成几个文件上传。`);
    const taken = await this.take(projectId, reading);
    const problems = [...reading.bad.map(({ row, field, reason }) => ({ row, field, reason })), ...taken.problems];
    problems.sort((a, b) => a.row - b.row);
    return {
      projectId,
      ...(reading.title ? { title: reading.title.slice(0, 200) } : {}),
      ...taken,
      rejected: new Set(problems.map(({ row }) => row)).size,
      problems: [...otherSheetsOf(reading), ...problems].slice(0, MOST_PROBLEMS),
      ...(reading.bad.length > 0 ? { errorFileId: await this.giveBack(reading, by) } : {}),
    };
  }

  private async take(projectId: string, { rows }: SheetReading<UnitRow>) {
    const rooms = rows.map(({ values }) => roomOf(values));
    const listed = await this.em.find(Unit, { projectId, room: { $in: rooms } });
    const known = new Map(listed.map((unit) => [unit.room, unit]));
    const result = { added: 0, updated: 0, unchanged: 0, problems: [] as RejectedRow[] };
    for (const { row, values } of rows) {
      const room = roomOf(values);
      const unit = known.get(room);
      const tooLong = overlong(values);
      if (tooLong) {
        result.problems.push({ row, ...tooLong });
      } else if (!unit) {
        this.em.persist(Unit.list(projectId, values));
        result.added += 1;
      } else if (unit.isAs(values)) {
        result.unchanged += 1;
      } else {
        const reason = corrected(unit, values);
        if (reason === undefined) result.updated += 1;
        else result.problems.push({ row, field: '房号', reason });
      }
    }
    return result;
  }

  private async giveBack(reading: SheetReading<UnitRow>, by: Actor): Promise<string> {
    const about = { name: '房源表-错误行.xlsx', type: XLSX, owner: by.id };
    return (await this.files.put(await errorSheet(reading), about)).fileId;
  }
}

/** Offices send a sheet per building: those that were not read are told, not dropped in silence. */
const otherSheetsOf = ({ otherSheets }: SheetReading<UnitRow>): RejectedRow[] =>
  otherSheets.map((name) => ({
    row: 1,
    field: '工作表',
    reason: `一次只导入一个工作表，“${name}”没有导入；请把它另存为单独的文件再上传`,
  }));

/** Texts that would not fit on the board and in the facts that are told to other departments. */
function overlong(unit: UnitRow): { field: string; reason: string } | undefined {
  if (roomOf(unit).length > LONGEST_ROOM)
    return { field: '楼栋', reason: `房号超过${LONGEST_ROOM}个字，请缩短楼栋名称` };
  if (unit.layout.length > LONGEST_LAYOUT) return { field: '户型', reason: `户型超过${LONGEST_LAYOUT}个字，请缩短` };
  return undefined;
}

/** Why the unit could not be corrected: a taken one stops only its own row. */
function corrected(unit: Unit, facts: UnitRow): string | undefined {
  try {
    unit.correct(facts);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}
