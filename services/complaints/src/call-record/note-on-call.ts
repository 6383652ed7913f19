import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, type Actor } from '@linli/bus';
import { NoteOnCall, type CallView } from '@linli/contracts';
import { shown } from './call-record.view.js';
import { openCall } from './open-call.js';

@Controller()
export class NoteOnCallHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(NoteOnCall)
  async handle({ callId, version, text }: NoteOnCall, by: Actor): Promise<CallView> {
    const call = await openCall(this.em, callId, by, version);
    call.note(text, by.name, now());
    return shown.of(call);
  }
}
