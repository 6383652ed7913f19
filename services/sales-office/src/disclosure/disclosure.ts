import { defineEntity, p } from '@mikro-orm/core';
import type { CheckDisclosure, DisplayDisclosure } from '@linli/contracts';
import { dayOf, newId, refuse } from '@linli/kernel';
import { disclosureWorkflow, type DisclosureState } from './disclosure.workflow.js';

const DisclosureSchema = defineEntity({
  name: 'Disclosure',
  tableName: 'disclosure',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<DisclosureState>(),
    projectId: p.text(),
    kind: p.text(),
    content: p.text(),
    place: p.text(),
    fileId: p.uuid().nullable(),
    displayedOn: p.date(),
    displayedBy: p.text(),
    validUntil: p.date().nullable(),
    checkedAt: p.datetime().nullable(),
    checkedBy: p.text().nullable(),
    finding: p.text().nullable(),
  },
});

/** 销售现场公示: one notice in the sales hall; the next one of its kind replaces it [REQ-113]. */
export class Disclosure extends DisclosureSchema.class {
  static display(form: DisplayDisclosure, by: string, at: Date): Disclosure {
    const { projectId, kind, content, place, fileId, validUntil } = form;
    const displayedOn = dayOf(at);
    if (validUntil !== undefined && validUntil < displayedOn)
      throw refuse.rule('disclosure.expired', '有效期已过的内容不能公示，请更新后再公示。');
    return Object.assign(new Disclosure(), {
      id: newId(),
      state: disclosureWorkflow.initial,
      ...{ projectId, kind, content, place, displayedOn, displayedBy: by },
      ...{ fileId: fileId ?? null, validUntil: validUntil ?? null, checkedAt: null, checkedBy: null, finding: null },
    });
  }

  /** What is not as it should be is taken down, and its kind is missing until it is displayed anew. */
  check({ asItShould, finding }: CheckDisclosure, by: string, at: Date): void {
    if (!asItShould && !finding) throw refuse.rule('disclosure.finding-missing', '核查不合格须写明情况，请补充。');
    this.state = disclosureWorkflow.move(this.state, asItShould ? 'check' : 'takeDown');
    Object.assign(this, { checkedAt: at, checkedBy: by, finding: finding ?? null });
  }

  replace(): void {
    this.state = disclosureWorkflow.move(this.state, 'replace');
  }
}

DisclosureSchema.setClass(Disclosure);
