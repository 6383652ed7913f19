import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, planClock, whenNotUnique, type Actor } from '@linli/bus';
import { PlanCallback, type CallbackView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { openCall } from '../call-record/open-call.js';
import { assigneeOf } from './assignee.js';
import { Callback, mustLieAhead } from './callback.js';
import { shown } from './callback.view.js';

whenNotUnique('callback_open', () => refuse.conflict('callback.promised-already', '这次通话已经约定了回电，请改期。'));

@Controller()
export class PlanCallbackHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(PlanCallback)
  async handle(form: PlanCallback, by: Actor): Promise<CallbackView> {
    const call = await openCall(this.em, form.callId, by);
    const dueAt = new Date(form.dueAt);
    mustLieAhead(dueAt, now());
    const reason = call.outcome === null || call.outcome === 'REACHED' ? 'AGREED' : 'NOT_REACHED';
    const { remark } = form;
    const callback = Callback.plan(call, {
      ...{ reason, dueAt, assignee: assigneeOf(form) ?? by },
      ...(remark === undefined ? {} : { remark }),
    });
    this.em.persist(callback);
    await planClock('callback.due', callback, { from: dueAt, caseSince: now() });
    return shown.of(callback);
  }
}
