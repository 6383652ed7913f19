import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, type Actor } from '@linli/bus';
import { RecordHandlerAbsence, type HandlerAbsenceView } from '@linli/contracts';
import { HandlerAbsence } from './handler-absence.js';
import { viewOfAbsence } from './handler-absence.view.js';

@Controller()
export class RecordHandlerAbsenceHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RecordHandlerAbsence)
  handle(form: RecordHandlerAbsence, by: Actor): Promise<HandlerAbsenceView> {
    const absence = HandlerAbsence.of(form, by.name);
    this.em.persist(absence);
    return Promise.resolve(viewOfAbsence(absence));
  }
}
