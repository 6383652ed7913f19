import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load } from '@linli/bus';
import { RetireCallScript, type CallScriptView } from '@linli/contracts';
import { CallScript } from './call-script.js';
import { shown } from './call-script.view.js';

@Controller()
export class RetireCallScriptHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RetireCallScript)
  async handle({ callScriptId, version }: RetireCallScript): Promise<CallScriptView> {
    const callScript = await load(this.em, CallScript, callScriptId, version);
    callScript.retire();
    return shown.of(callScript);
  }
}
