import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, now, type Actor } from '@linli/bus';
import { OpenCallList, type CallListView } from '@linli/contracts';
import { mayUseScript } from '../call-script/may-use-script.js';
import { CallList } from './call-list.js';
import { view } from './call-list.view.js';
import { addTargets, drawFromCases } from './fill-call-list.js';

@Controller()
export class OpenCallListHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(OpenCallList)
  async handle(form: OpenCallList, by: Actor): Promise<CallListView> {
    by.mustSee(form.projectId, 'project');
    if (form.callScriptId) await mayUseScript(this.em, form.callScriptId);
    const list = CallList.open(form, formNo('DL'), by.name, now());
    this.em.persist(list);
    if (form.targets) await addTargets(this.em, list, form.targets);
    if (form.fromCases) await drawFromCases(this.em, list, form);
    return view(this.em, list);
  }
}
