import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, settleClock, type Actor } from '@linli/bus';
import { FulfilCallback, type CallbackView } from '@linli/contracts';
import { CallRecord } from '../call-record/call-record.js';
import { shown } from './callback.view.js';
import { openCallback } from './open-callback.js';

@Controller()
export class FulfilCallbackHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(FulfilCallback)
  async handle({ callbackId, version, callId }: FulfilCallback, by: Actor): Promise<CallbackView> {
    const callback = await openCallback(this.em, callbackId, by, version);
    const call = await load(this.em, CallRecord, callId);
    callback.fulfil(call, await load(this.em, CallRecord, callback.callId), now());
    await settleClock('callback.due', callback);
    return shown.of(callback);
  }
}
