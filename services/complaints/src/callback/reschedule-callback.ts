import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { cancelClock, Handles, now, planClock, type Actor } from '@linli/bus';
import { RescheduleCallback, type CallbackView } from '@linli/contracts';
import { assigneeOf } from './assignee.js';
import { shown } from './callback.view.js';
import { openCallback } from './open-callback.js';

@Controller()
export class RescheduleCallbackHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RescheduleCallback)
  async handle(form: RescheduleCallback, by: Actor): Promise<CallbackView> {
    const callback = await openCallback(this.em, form.callbackId, by, form.version);
    callback.reschedule(new Date(form.dueAt), assigneeOf(form), now());
    // What has fired stays fired: each time that is agreed upon has a clock of its own.
    await cancelClock('callback.due', callback);
    await planClock('callback.due', callback, {
      from: callback.dueAt,
      cycle: String(callback.moved + 1),
      caseSince: now(),
    });
    return shown.of(callback);
  }
}
