import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, whenNotUnique, type Actor } from '@linli/bus';
import { PublishWarrantyTerm, type WarrantyTermView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { WarrantyTerm } from './warranty-term.js';
import { viewOfTerm } from './warranty-term.view.js';

whenNotUnique('warranty_term_once', () =>
  refuse.conflict('warranty-term.published-already', '该部位自这一天起的期限已经发布，请改用以后的日期。'),
);

@Controller()
export class PublishWarrantyTermHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(PublishWarrantyTerm)
  async handle(form: PublishWarrantyTerm, by: Actor): Promise<WarrantyTermView> {
    const { part, projectId, validFrom } = form;
    if (projectId) by.mustSee(projectId, 'project');
    else if (!by.seesAll) throw refuse.forbidden('warranty-term.company-wide', '公司统一期限由负责全公司的经理发布。');
    const inForce = await this.em.findOne(
      WarrantyTerm,
      { part, validFrom: { $lte: validFrom }, $or: [{ projectId: null }, ...(projectId ? [{ projectId }] : [])] },
      { orderBy: { amount: 'desc' } },
    );
    if (!inForce) throw refuse.rule('warranty-term.too-early', '这一天还没有该部位的法定期限，请改用以后的日期。');
    const term = WarrantyTerm.publish(form, inForce, by.name);
    this.em.persist(term);
    return viewOfTerm(term);
  }
}
