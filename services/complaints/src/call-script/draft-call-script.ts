import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, type Actor } from '@linli/bus';
import { DraftCallScript, type CallScriptView } from '@linli/contracts';
import { CallScript } from './call-script.js';
import { shown } from './call-script.view.js';

@Controller()
export class DraftCallScriptHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(DraftCallScript)
  async handle(form: DraftCallScript, by: Actor): Promise<CallScriptView> {
    const script = CallScript.draft(form, by.name, now());
    this.em.persist(script);
    return shown.of(script);
  }
}
