import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { ReviseCallScript, type CallScriptView } from '@linli/contracts';
import { CallScript } from './call-script.js';
import { shown } from './call-script.view.js';

@Controller()
export class ReviseCallScriptHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ReviseCallScript)
  async handle({ callScriptId, version, body }: ReviseCallScript, by: Actor): Promise<CallScriptView> {
    const callScript = await load(this.em, CallScript, callScriptId, version);
    callScript.revise(body, by.name, now());
    return shown.of(callScript);
  }
}
