import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { On } from '@linli/bus';
import { UnitHandedOver } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { Party } from '@linli/parties';
import { Complaint } from '../complaint/complaint.js';
import { warrantyInWork } from './warranty-book.js';

/** Keeps when the keys were handed over; repairs of the unit that were reported before this was known are judged now (X1, X9). */
@Controller()
export class KeepHandedOverUnit {
  constructor(private readonly em: EntityManager) {}

  @On(UnitHandedOver, { as: 'keep-handed-over-unit', history: true })
  async handle({ unitId, projectId, room, handoverDate }: UnitHandedOver): Promise<void> {
    await this.em.execute(
      `insert into handed_over_unit (unit_id, project_id, room, handover_date) values (?, ?, ?, ?) on conflict (unit_id) do nothing`,
      [unitId, projectId, room, handoverDate],
    );
    const waiting = await this.em.execute<{ id: string }[]>(
      `select id from complaint where project_id = ? and room = ? and is_open and warranty->>'coverage' = 'UNKNOWN' for update`,
      [projectId, room],
    );
    for (const { id } of waiting) {
      const repair = await this.em.findOneOrFail(Complaint, id);
      const warranty = await warrantyInWork(this.em, repair, repair.warranty!.part, dayOf(repair.receivedAt));
      repair.assessWarranty(warranty, await this.em.findOne(Party, repair.partyId));
    }
  }
}
