import { defineEntity, p } from '@mikro-orm/core';
import type { checklistItemKinds, SigningFee, SigningItemView } from '@linli/contracts';
import { newId, refuse } from '@linli/kernel';
import { signingChecklistWorkflow, type SigningChecklistState } from './signing-checklist.workflow.js';

const SigningChecklistSchema = defineEntity({
  name: 'SigningChecklist',
  tableName: 'signing_checklist',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<SigningChecklistState>(),
    formNo: p.text(),
    projectId: p.text(),
    subscriptionId: p.uuid(),
    room: p.text(),
    partyId: p.uuid(),
    consultantId: p.text(),
    paymentMethod: p.text(),
    items: p.json().$type<SigningItemView[]>(),
  },
});

/** A line of the catalogue of papers and fees. */
export interface CatalogueItem {
  readonly kind: (typeof checklistItemKinds)[number];
  readonly name: string;
}

interface Sale {
  readonly id: string;
  readonly projectId: string;
  readonly room: string;
  readonly partyId: string;
  readonly consultantId: string;
}

/** 资料名单: the papers and fees of the day of signing, checked with the customer beforehand [REQ-126]. */
export class SigningChecklist extends SigningChecklistSchema.class {
  static draw(
    sale: Sale,
    of: { formNo: string; paymentMethod: string },
    catalogue: readonly CatalogueItem[],
    fees: readonly SigningFee[],
  ): SigningChecklist {
    const unknown = fees.find(({ name }) => !catalogue.some((item) => item.kind === 'FEE' && item.name === name));
    if (unknown)
      throw refuse.rule('signing-checklist.unknown-fee', `目录中没有“${unknown.name}”这项费用，请核对名称。`);
    const { id: subscriptionId, projectId, room, partyId, consultantId } = sale;
    return Object.assign(new SigningChecklist(), {
      id: newId(),
      state: signingChecklistWorkflow.initial,
      ...{ ...of, projectId, subscriptionId, room, partyId, consultantId },
      items: catalogue.map(({ kind, name }, i) => {
        const amountFen = fees.find((fee) => fee.name === name)?.amountFen;
        return { no: i + 1, kind, name, ...(amountFen === undefined ? {} : { amountFen }), checked: false };
      }),
    });
  }

  check(names: readonly string[], by: string, at: Date): void {
    const unknown = names.find((name) => !this.items.some((item) => item.name === name));
    if (unknown) throw refuse.rule('signing-checklist.unknown-item', `名单上没有“${unknown}”，请核对名称。`);
    const state = signingChecklistWorkflow.move(this.state, 'check');
    this.items = this.items.map((item) =>
      item.checked || !names.includes(item.name)
        ? item
        : { ...item, checked: true, checkedBy: by, checkedAt: at.toISOString() },
    );
    this.state = this.items.every(({ checked }) => checked)
      ? signingChecklistWorkflow.move(this.state, 'finish')
      : state;
  }
}

SigningChecklistSchema.setClass(SigningChecklist);
