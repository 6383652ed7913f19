import type { EntityManager } from '@mikro-orm/postgresql';
import { refuse, type Day } from '@linli/kernel';
import { EVERY_PROJECT, PaymentScheme } from './payment-scheme.js';

/**
 * The scheme by which a contract is paid: the one it names, or the newest of its project in force on the day of signing, or the usual
 * one of the house. Refuses `payment-scheme.not-for-contract` for a scheme of another project or payment method.
 */
export async function schemeFor(
  em: EntityManager,
  { projectId, paymentMethod, signedOn }: { projectId: string; paymentMethod: string; signedOn: Day },
  schemeId?: string,
): Promise<PaymentScheme> {
  const projects = [projectId, EVERY_PROJECT];
  const fits = { projectId: { $in: projects }, paymentMethod, validFrom: { $lte: signedOn } };
  if (schemeId !== undefined) {
    const named = await em.findOne(PaymentScheme, { id: schemeId, ...fits });
    if (named) return named;
    throw refuse.rule(
      'payment-scheme.not-for-contract',
      '该付款方案不适用于本项目、本付款方式或签约日期，请另选方案。',
    );
  }
  const schemes = await em.find(PaymentScheme, fits, { orderBy: { validFrom: 'desc', id: 'desc' } });
  const scheme = schemes.find((each) => each.projectId === projectId) ?? schemes[0];
  if (!scheme)
    throw refuse.rule('payment-scheme.missing', '本项目没有适用的付款方案，请先由销售经理或财务部制定付款方案。');
  return scheme;
}
