import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, type Actor } from '@linli/bus';
import { DefinePaymentScheme, type PaymentSchemeView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { loadProject } from '../project/load-project.js';
import { PaymentScheme } from './payment-scheme.js';
import { view } from './payment-scheme.view.js';

@Controller()
export class DefinePaymentSchemeHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(DefinePaymentScheme)
  async handle(form: DefinePaymentScheme, by: Actor): Promise<PaymentSchemeView> {
    await loadProject(this.em, form.projectId, by);
    const scheme = PaymentScheme.define(form, by.name, dayOf(now()));
    this.em.persist(scheme);
    return view(scheme);
  }
}
