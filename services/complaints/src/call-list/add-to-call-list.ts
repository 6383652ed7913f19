import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load } from '@linli/bus';
import { AddToCallList, type CallListView } from '@linli/contracts';
import { CallList } from './call-list.js';
import { view } from './call-list.view.js';
import { addTargets } from './fill-call-list.js';

@Controller()
export class AddToCallListHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(AddToCallList)
  async handle({ callListId, version, targets }: AddToCallList): Promise<CallListView> {
    const list = await load(this.em, CallList, callListId, version);
    list.mustAllow('add');
    await addTargets(this.em, list, targets);
    return view(this.em, list);
  }
}
