import { defineEntity, p } from '@mikro-orm/core';
import type { LineHolder, OpenPhoneLine } from '@linli/contracts';
import { newId, refuse } from '@linli/kernel';
import { phoneLineWorkflow, type PhoneLineState } from './phone-line.workflow.js';

const PhoneLineSchema = defineEntity({
  name: 'PhoneLine',
  tableName: 'phone_line',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.text(),
    state: p.text().$type<PhoneLineState>(),
    kind: p.text(),
    number: p.text(),
    title: p.text(),
    holderId: p.text().nullable(),
    holderName: p.text().nullable(),
    holders: p.json().$type<LineHolder[]>(),
  },
});

const REMEMBERED = 100;

/** A number of the company and the person who answers it; the complaint hotline is one [REQ-174]. */
export class PhoneLine extends PhoneLineSchema.class {
  static open({ projectId, kind, number, title }: OpenPhoneLine): PhoneLine {
    return Object.assign(new PhoneLine(), {
      id: newId(),
      state: phoneLineWorkflow.initial,
      ...{ projectId, kind, number, title, holderId: null, holderName: null, holders: [] },
    });
  }

  assign(staffId: string, staffName: string, at: Date): void {
    if (this.holderId === staffId) throw refuse.rule('phone-line.held-already', '该号码已由此人使用，无需再次分配。');
    this.state = phoneLineWorkflow.move(this.state, 'assign');
    const holder = { staffId, staffName, from: at.toISOString() };
    Object.assign(this, {
      holders: [...this.left(at), holder].slice(-REMEMBERED),
      holderId: staffId,
      holderName: staffName,
    });
  }

  /** The complaint hotline always has its person: the last that a project has staffed is passed on, not given back [REQ-135]. */
  release(at: Date, isLastHotline: boolean): void {
    if (isLastHotline) {
      throw refuse.rule(
        'phone-line.hotline-needs-person',
        '投诉电话须有专人负责；请将该号码分配给另一人，而不是收回。',
      );
    }
    this.state = phoneLineWorkflow.move(this.state, 'release');
    Object.assign(this, { holders: this.left(at), holderId: null, holderName: null });
  }

  close(): void {
    this.state = phoneLineWorkflow.move(this.state, 'close');
  }

  /** Only who holds a line may call from it. */
  mustBeHeldBy(staffId: string): void {
    if (this.holderId !== staffId) throw refuse.rule('phone-line.not-held', '您没有使用该号码；请选择分配给您的号码。');
  }

  private left(at: Date): LineHolder[] {
    return this.holders.map((holder) => (holder.until === undefined ? { ...holder, until: at.toISOString() } : holder));
  }
}

PhoneLineSchema.setClass(PhoneLine);
