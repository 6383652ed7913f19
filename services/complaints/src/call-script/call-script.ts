import { defineEntity, p } from '@mikro-orm/core';
import type { DraftCallScript } from '@linli/contracts';
import { newId, refuse } from '@linli/kernel';
import { callScriptWorkflow, type CallScriptState } from './call-script.workflow.js';

const CallScriptSchema = defineEntity({
  name: 'CallScript',
  tableName: 'call_script',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<CallScriptState>(),
    title: p.text(),
    occasion: p.text(),
    body: p.text(),
    edition: p.integer(),
    writtenBy: p.text(),
    writtenAt: p.datetime(),
    releasedBy: p.text().nullable(),
  },
});

/** 电话内容草稿: what to say on a kind of call [REQ-176]. */
export class CallScript extends CallScriptSchema.class {
  static draft({ title, occasion, body }: DraftCallScript, by: string, at: Date): CallScript {
    return Object.assign(new CallScript(), {
      id: newId(),
      state: callScriptWorkflow.initial,
      ...{ title, occasion, body, edition: 1, writtenBy: by, writtenAt: at, releasedBy: null },
    });
  }

  revise(body: string, by: string, at: Date): void {
    this.state = callScriptWorkflow.move(this.state, 'revise');
    Object.assign(this, { body, edition: this.edition + 1, writtenBy: by, writtenAt: at, releasedBy: null });
  }

  release(by: string): void {
    this.state = callScriptWorkflow.move(this.state, 'release');
    this.releasedBy = by;
  }

  retire(): void {
    this.state = callScriptWorkflow.move(this.state, 'retire');
  }

  mustBeReleased(): void {
    if (this.state !== 'RELEASED')
      throw refuse.rule('call-script.not-released', '该话术尚未发布或已停用，不能用于通话。');
  }
}

CallScriptSchema.setClass(CallScript);
