import { defineEntity, p } from '@mikro-orm/core';
import type { OpenCallList } from '@linli/contracts';
import { newId, refuse, workflow, type StateOf } from '@linli/kernel';

export const callListWorkflow = workflow({
  name: 'call-list',
  initial: 'OPEN',
  transitions: { OPEN: { add: 'OPEN', assign: 'OPEN', close: 'CLOSED' }, CLOSED: {} },
});

export type CallListState = StateOf<typeof callListWorkflow>;

const CallListSchema = defineEntity({
  name: 'CallList',
  tableName: 'call_list',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    formNo: p.text(),
    projectId: p.text(),
    state: p.text().$type<CallListState>(),
    title: p.text(),
    purpose: p.text().nullable(),
    callScriptId: p.uuid().nullable(),
    openedBy: p.text(),
    openedAt: p.datetime(),
  },
});

/** 电话列表: whom to call about what [REQ-173]. */
export class CallList extends CallListSchema.class {
  static open(form: OpenCallList, formNo: string, by: string, at: Date): CallList {
    const { projectId, title, purpose, callScriptId } = form;
    return Object.assign(new CallList(), {
      id: newId(),
      state: callListWorkflow.initial,
      ...{ formNo, projectId, title, openedBy: by, openedAt: at },
      ...{ purpose: purpose ?? null, callScriptId: callScriptId ?? null },
    });
  }

  /** Adding, assigning and dialling go on while the list is open. Refuses `call-list.illegal-step`. */
  mustAllow(action: 'add' | 'assign'): void {
    this.state = callListWorkflow.move(this.state, action);
  }

  mustBeOpen(): void {
    if (this.state !== 'OPEN') throw refuse.rule('call-list.closed', '该电话列表已经结束。');
  }

  close(): void {
    this.state = callListWorkflow.move(this.state, 'close');
  }
}

CallListSchema.setClass(CallList);
