import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Files, Handles, now, onTrial, type Actor } from '@linli/bus';
import { ImportOverdueFeed, type OverdueBadRow, type OverdueFeedView } from '@linli/contracts';
import { dayOf, Refusal } from '@linli/kernel';
import { errorSheet, readSheet, type BadRow, type SheetReading } from '@linli/sheets';
import { OverdueLedger, type Taken } from '../overdue-loan/overdue-ledger.js';
import { OverdueFeed } from './overdue-feed.js';
import { view } from './overdue-feed.view.js';
import { cutoffOn, overdueSheet, type OverdueRow } from './overdue-sheet.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** So many bad rows stand in the reply; the error sheet has all. */
const SHOWN = 200;
/** More overdue loans than any project has; so many are taken well within a request's time. */
const MOST = 3_000;

@Controller()
export class ImportOverdueFeedHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly files: Files,
    private readonly ledger: OverdueLedger,
  ) {}

  @Handles(ImportOverdueFeed)
  async handle({ projectId, fileId, dryRun }: ImportOverdueFeed, by: Actor): Promise<OverdueFeedView> {
    if (dryRun) onTrial();
    by.mustSee(projectId, 'project');
    const file = await this.files.own(fileId, by.id);
    const reading = await readSheet(file.bytes, overdueSheet);
    if (reading.rows.length > MOST) {
      throw new Refusal(
        'too-large',
        'overdue-feed.too-many-rows',
        `一次最多导入 ${MOST} 笔逾期贷款，请分成几个文件上传。`,
      );
    }
    const asOf = cutoffOn(reading.heading) ?? dayOf(now());
    const taken = await this.ledger.take(
      projectId,
      asOf,
      reading.rows.map(({ values }) => values),
    );
    const many = (effect: Taken['effect']) => taken.filter((one) => one.effect === effect).length;
    const outcome = {
      ...{ opened: many('opened'), changed: many('changed'), unchanged: many('unchanged') },
      bad: new Set(reading.bad.map(({ row }) => row)).size,
      badRows: [...otherSheetsOf(reading), ...reading.bad.map(reasonOf)].slice(0, SHOWN),
      errorFileId: reading.bad.length > 0 ? await this.sendBack(reading, file.name, by) : null,
    };
    const feed = OverdueFeed.import({ projectId, fileName: file.name, asOf }, outcome, by, now());
    this.em.persist(feed);
    return view(feed);
  }

  private async sendBack(reading: SheetReading<OverdueRow>, name: string, by: Actor): Promise<string> {
    const { fileId } = await this.files.put(await errorSheet(reading), {
      name: `错误行-${name}`,
      type: XLSX,
      owner: by.id,
    });
    return fileId;
  }
}

const reasonOf = ({ row, field, reason }: BadRow): OverdueBadRow => ({ row, field, reason });

/** Sheets that look the same but were not read are told, not dropped in silence. */
const otherSheetsOf = ({ otherSheets }: SheetReading<OverdueRow>): OverdueBadRow[] =>
  otherSheets.map((name) => ({
    row: 1,
    field: '工作表',
    reason: `一次只导入一个工作表，“${name}”没有导入；请把它另存为单独的文件再上传`,
  }));
