import { defineEntity, p } from '@mikro-orm/core';
import type { PublishWarrantyTerm, warrantyUnits } from '@linli/contracts';
import { newId, refuse } from '@linli/kernel';

const WarrantyTermSchema = defineEntity({
  name: 'WarrantyTerm',
  tableName: 'warranty_term',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    part: p.text(),
    projectId: p.text().nullable(),
    amount: p.integer(),
    unit: p.text().$type<(typeof warrantyUnits)[number]>(),
    validFrom: p.date(),
    source: p.text(),
    publishedBy: p.text(),
  },
});

/** 保修期限 of one part: the regulation's is the least, the company may promise more, never less (X9). */
export class WarrantyTerm extends WarrantyTermSchema.class {
  static publish(form: PublishWarrantyTerm, inForce: WarrantyTerm, publishedBy: string): WarrantyTerm {
    const { part, projectId, amount, validFrom, source } = form;
    if (amount < inForce.amount) {
      throw refuse.rule('warranty-term.shorter', '保修期限只可延长，不得短于现行期限。', {
        amount: inForce.amount,
        unit: inForce.unit,
      });
    }
    const { unit } = inForce;
    return Object.assign(new WarrantyTerm(), {
      ...{ id: newId(), part, projectId: projectId ?? null, amount, unit, validFrom, source, publishedBy },
    });
  }
}

WarrantyTermSchema.setClass(WarrantyTerm);
