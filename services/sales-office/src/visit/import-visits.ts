import { createHash } from 'node:crypto';
import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Files, Handles, now, whenNotUnique, type Actor } from '@linli/bus';
import { ImportVisits, type RejectedRow, type VisitImportView } from '@linli/contracts';
import { dayOf, Refusal, refuse } from '@linli/kernel';
import { normaliseName, normalisePhone, Party, Sealer } from '@linli/parties';
import { errorSheet, readSheet } from '@linli/sheets';
import { loadProject } from '../project/load-project.js';
import { UNNAMED } from './log-visit.js';
import { Visit } from './visit.js';
import { channelOf, gradeOf, instantOf, visitSheet, type VisitRow } from './visit-sheet.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MOST_PROBLEMS = 500;
/** A month of a busy sales office; so many are taken well within a request's time. */
const MOST_ENTRIES = 2_000;

whenNotUnique('visit_import_key', () =>
  refuse.conflict('visit.import-crossed', '另一份来电来访客户记录正在导入同样的内容，请重新导入。'),
);

/** A row of the sheet that can be written. */
interface Entry {
  readonly row: number;
  readonly values: VisitRow;
  readonly at: Date;
  readonly key: string;
  readonly e164: string | undefined;
}

@Controller()
export class ImportVisitsHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly files: Files,
    private readonly sealer: Sealer,
  ) {}

  @Handles(ImportVisits)
  async handle({ projectId, fileId, dryRun = false, year }: ImportVisits, by: Actor): Promise<VisitImportView> {
    await loadProject(this.em, projectId, by);
    const { bytes } = await this.files.own(fileId, by.id);
    const reading = await readSheet(bytes, visitSheet, { year: year ?? Number(dayOf(now()).slice(0, 4)) });
    if (reading.rows.length > MOST_ENTRIES)
      throw new Refusal('too-large', 'visit.too-many-rows', `一次最多导入 ${MOST_ENTRIES} 条记录，请按月份分开上传。`);
    const problems: RejectedRow[] = reading.bad.map(({ row, field, reason }) => ({ row, field, reason }));
    const entries = this.good(reading.rows, problems);
    const added = await this.fresh(projectId, entries);
    if (!dryRun) await this.write(projectId, added, by);
    const people = new Set(entries.map(({ e164, row }) => e164 ?? row)).size;
    problems.sort((a, b) => a.row - b.row);
    return {
      ...{ projectId, dryRun, entries: entries.length, people, repeats: entries.length - people },
      added: added.length,
      unchanged: entries.length - added.length,
      rejected: new Set(problems.map(({ row }) => row)).size,
      problems: problems.slice(0, MOST_PROBLEMS),
      ...(reading.bad.length > 0 ? { errorFileId: await this.giveBack(await errorSheet(reading), by) } : {}),
    };
  }

  private good(rows: readonly { row: number; values: VisitRow }[], problems: RejectedRow[]): Entry[] {
    const seen = new Map<string, number>();
    return rows.flatMap(({ row, values }) => {
      const phone = values.phone === undefined ? undefined : normalisePhone(values.phone);
      const at = instantOf(values);
      if (values.phone !== undefined && !phone)
        problems.push({ row, field: '联系电话', reason: '电话看不懂，请写成13800001234或010-12345678' });
      else if (at > now()) problems.push({ row, field: '日期', reason: '来电来访时间不能晚于现在，请核对' });
      else {
        const facts = [values.date, values.time, values.kind, normaliseName(values.customerName ?? ''), phone?.e164];
        const written = JSON.stringify(facts);
        // Two who left nothing in the same minute are two; the same row of the same sheet imported again is one.
        const nth = (seen.get(written) ?? 0) + 1;
        seen.set(written, nth);
        const key = createHash('sha256').update(`${written} ${nth}`).digest('base64url');
        return [{ row, values, at, key: this.sealer.index('visit', key), e164: phone?.e164 }];
      }
      return [];
    });
  }

  private async fresh(projectId: string, entries: readonly Entry[]): Promise<Entry[]> {
    const keys = entries.map(({ key }) => key);
    const known = await this.em.execute<{ import_key: string }[]>(
      'select import_key from visit where project_id = ? and import_key in (select jsonb_array_elements_text(?::jsonb))',
      [projectId, JSON.stringify(keys)],
    );
    const before = new Set(known.map(({ import_key }) => import_key));
    return entries.filter(({ key }) => !before.has(key));
  }

  private async write(projectId: string, entries: readonly Entry[], by: Actor): Promise<void> {
    const persons = await this.personsOf(projectId, entries);
    for (const { values, at, key, e164 } of entries) {
      const { kind, customerName, concerns, channel, intent, host } = values;
      let party = e164 === undefined ? undefined : persons.get(e164);
      if (!party && (customerName !== undefined || e164 !== undefined)) {
        const contact = { name: customerName ?? UNNAMED, ...(e164 === undefined ? {} : { phone: e164 }) };
        party = Party.register('sales-office', contact, this.sealer, now());
        this.em.persist(party);
        if (e164 !== undefined) persons.set(e164, party);
      }
      const form = {
        ...{ projectId, kind: kind === '来电' ? 'CALL' : 'VISIT', at: at.toISOString(), concerns },
        ...(channel === undefined
          ? {}
          : { channel: channelOf(channel), remark: `认知途径:${channel}`.slice(0, 1_000) }),
        ...gradeOf(intent),
      };
      const visit = Visit.log(form, { partyId: party?.id ?? null, loggedBy: by.name, now: now() });
      this.em.persist(Object.assign(visit, { importKey: key, consultant: host?.slice(0, 60) ?? null }));
    }
  }

  /** Those of the project's log who left one of these phones already. */
  private async personsOf(projectId: string, entries: readonly Entry[]): Promise<Map<string, Party>> {
    const e164s = new Map(
      entries.flatMap(({ e164 }) => (e164 === undefined ? [] : [[this.sealer.index('phone', e164), e164] as const])),
    );
    const rows = await this.em.execute<{ id: string; phone_index: string }[]>(
      `select distinct on (p.phone_index) p.id, p.phone_index from party p join visit v on v.party_id = p.id
       where v.project_id = ? and p.phone_index in (select jsonb_array_elements_text(?::jsonb)) order by p.phone_index, p.id`,
      [projectId, JSON.stringify([...e164s.keys()])],
    );
    const parties = await this.em.find(Party, { id: { $in: rows.map(({ id }) => id) } });
    return new Map(parties.map((party) => [e164s.get(party.phoneIndex ?? '') ?? '', party]));
  }

  private async giveBack(sheet: Uint8Array, by: Actor): Promise<string> {
    const about = { name: '来电来访客户记录-错误行.xlsx', type: XLSX, owner: by.id };
    return (await this.files.put(sheet, about)).fileId;
  }
}
