import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load } from '@linli/bus';
import { AssignCallList, type CallListView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { CallList } from './call-list.js';
import { view } from './call-list.view.js';

@Controller()
export class AssignCallListHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(AssignCallList)
  async handle(form: AssignCallList): Promise<CallListView> {
    const { callListId, version, staffId, staffName, entryIds, count } = form;
    const list = await load(this.em, CallList, callListId, version);
    list.mustAllow('assign');
    if ((entryIds === undefined) === (count === undefined))
      throw refuse.invalid('call-list.which-entries', '请用 entryIds 指定号码，或用 count 填写个数。');
    const which = entryIds ? `id = any(?::uuid[])` : 'assignee_id is null';
    const values = [staffId, staffName, callListId, ...(entryIds ? [`{${entryIds.join(',')}}`] : []), count ?? 1_000];
    const assigned = await this.em.execute<object[]>(
      `update call_list_entry set assignee_id = ?, assignee_name = ?, version = version + 1
       where id in (select id from call_list_entry where call_list_id = ? and state = 'OPEN' and ${which} order by id limit ? for update)
       returning id`,
      values,
    );
    if (entryIds && assigned.length < new Set(entryIds).size)
      throw refuse.rule('call-list.entry-not-open', '有的号码不在此列表中，或已经打完、跳过。');
    return view(this.em, list);
  }
}
