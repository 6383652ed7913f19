import { defineEntity, p } from '@mikro-orm/core';
import type { OverdueBadRow } from '@linli/contracts';
import { newId, type Day } from '@linli/kernel';

const OverdueFeedSchema = defineEntity({
  name: 'OverdueFeed',
  tableName: 'overdue_feed',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.text(),
    fileName: p.text(),
    asOf: p.date(),
    importedAt: p.datetime(),
    importedBy: p.text(),
    opened: p.integer(),
    changed: p.integer(),
    unchanged: p.integer(),
    bad: p.integer(),
    badRows: p.json<OverdueBadRow[]>(),
    errorFileId: p.uuid().nullable(),
  },
});

/** What the rows of a sheet came to. */
export interface FeedOutcome {
  readonly opened: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly bad: number;
  readonly badRows: OverdueBadRow[];
  readonly errorFileId: string | null;
}

/** 按揭逾期还款情况表 as finance sent it once: when, by whom and what its rows came to [REQ-191]. */
export class OverdueFeed extends OverdueFeedSchema.class {
  static import(
    sheet: { projectId: string; fileName: string; asOf: Day },
    outcome: FeedOutcome,
    by: { name: string },
    at: Date,
  ): OverdueFeed {
    return Object.assign(new OverdueFeed(), { id: newId(), ...sheet, ...outcome, importedAt: at, importedBy: by.name });
  }
}

OverdueFeedSchema.setClass(OverdueFeed);
