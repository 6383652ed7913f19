import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, type Actor } from '@linli/bus';
import { ReleaseCallScript, type CallScriptView } from '@linli/contracts';
import { CallScript } from './call-script.js';
import { shown } from './call-script.view.js';

@Controller()
export class ReleaseCallScriptHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ReleaseCallScript)
  async handle({ callScriptId, version }: ReleaseCallScript, by: Actor): Promise<CallScriptView> {
    const callScript = await load(this.em, CallScript, callScriptId, version);
    callScript.release(by.name);
    return shown.of(callScript);
  }
}
