import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { OnClock, type Firing } from '@linli/bus';
import { hold, tellAll, TELL_ON } from './cases-of-incident.js';

/** An incident has more cases than one transaction tells: the next ones are told. */
@Controller()
export class TellOn {
  constructor(private readonly em: EntityManager) {}

  @OnClock(TELL_ON)
  async handle({ subjectId }: Firing): Promise<void> {
    await tellAll(this.em, await hold(this.em, subjectId, 'decide'));
  }
}
