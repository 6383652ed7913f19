import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { OnClock, type Firing } from '@linli/bus';
import { Callback } from './callback.js';

/** 约定回电 is due, or nobody has called long after it was: the task goes up the chain, each level once [REQ-175]. */
@Controller()
export class RemindOfCallbackHandler {
  constructor(private readonly em: EntityManager) {}

  @OnClock('callback.due')
  async handle({ subjectId, cycle, level, escalateTo }: Firing): Promise<void> {
    const callback = await this.em.findOneOrFail(Callback, subjectId);
    if (!callback.isOpen || cycle !== String(callback.moved + 1)) return; // kept, taken back or moved meanwhile
    if (level > 0) callback.escalate(escalateTo?.role ?? '-');
    else if (callback.state === 'PLANNED') callback.fallDue();
  }
}
