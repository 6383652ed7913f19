import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load } from '@linli/bus';
import { CloseCallList, type CallListView } from '@linli/contracts';
import { CallList } from './call-list.js';
import { view } from './call-list.view.js';

@Controller()
export class CloseCallListHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(CloseCallList)
  async handle({ callListId, version }: CloseCallList): Promise<CallListView> {
    const list = await load(this.em, CallList, callListId, version);
    list.close();
    return view(this.em, list);
  }
}
