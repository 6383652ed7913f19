import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindChargeWatches, type ChargeWatchView, type PageOf } from '@linli/contracts';

type ChargeWatchRow = Omit<ChargeWatchView, 'markedAt'> & { markedAt: string };

@Controller()
export class FindChargeWatchesHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindChargeWatches)
  async handle({ projectId, cursor, limit }: FindChargeWatches, by: Actor): Promise<PageOf<ChargeWatchView>> {
    return page(this.reader, {
      select: `m.id, m.unit_id as "unitId", m.project_id as "projectId", m.room, m.occupant_kind as "occupantKind",
        m.charge_from::text as "chargeFrom", m.billing_marked_by as "markedBy", m.billing_marked_at as "markedAt" from move_in m`,
      where: {
        '(m.charge_from is not null) = ?': true,
        'm.project_id = ?': projectId,
        'm.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'm.id',
      cursor,
      limit,
      view: (row: ChargeWatchRow) => ({ ...row, markedAt: new Date(row.markedAt).toISOString() }),
    });
  }
}
