import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now } from '@linli/bus';
import { RegisterMortgage, type TitleCaseView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { TitleCase } from './title-case.js';
import { view } from './title-case.view.js';

@Controller()
export class RegisterMortgageHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RegisterMortgage)
  async handle({ titleCaseId, version, registrationNo, registeredOn }: RegisterMortgage): Promise<TitleCaseView> {
    const found = await load(this.em, TitleCase, titleCaseId, version);
    found.registerMortgage(registrationNo, registeredOn, dayOf(now()));
    return view(found);
  }
}
