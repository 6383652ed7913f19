import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { cancelClock, Handles, type Actor } from '@linli/bus';
import { CancelCallback, type CallbackView } from '@linli/contracts';
import { shown } from './callback.view.js';
import { openCallback } from './open-callback.js';

@Controller()
export class CancelCallbackHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(CancelCallback)
  async handle({ callbackId, version, reason }: CancelCallback, by: Actor): Promise<CallbackView> {
    const callback = await openCallback(this.em, callbackId, by, version);
    callback.cancel(reason);
    await cancelClock('callback.due', callback);
    return shown.of(callback);
  }
}
