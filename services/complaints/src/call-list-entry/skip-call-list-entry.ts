import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, type Actor } from '@linli/bus';
import { callLeads, SkipCallListEntry, type CallListEntryView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { CallListEntry } from './call-list-entry.js';
import { shown } from './call-list-entry.view.js';

/** Whoever the number is assigned to, or who leads the desk, may leave somebody out. */
@Controller()
export class SkipCallListEntryHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(SkipCallListEntry)
  async handle({ callListEntryId, version, reason }: SkipCallListEntry, by: Actor): Promise<CallListEntryView> {
    const entry = await load(this.em, CallListEntry, callListEntryId, version);
    if (entry.assigneeId !== by.id && !by.has(...callLeads))
      throw refuse.forbidden('call-list-entry.not-yours', '该号码没有分配给您。');
    entry.skip(reason);
    await this.em.flush();
    const [row] = await this.em.execute<object[]>(`select ${shown.select} where n.id = ?`, [entry.id]);
    return shown.ofRow(row!);
  }
}
