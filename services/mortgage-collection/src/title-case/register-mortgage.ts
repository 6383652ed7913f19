import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, type Actor } from '@linli/bus';
import { RegisterMortgage, type TitleCaseView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { loadForAgent } from './agency-scope.js';
import { view } from './title-case.view.js';

@Controller()
export class RegisterMortgageHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RegisterMortgage)
  async handle(
    { titleCaseId, version, registrationNo, registeredOn }: RegisterMortgage,
    by: Actor,
  ): Promise<TitleCaseView> {
    const found = await loadForAgent(this.em, titleCaseId, by, version);
    found.registerMortgage(registrationNo, registeredOn, dayOf(now()));
    return view(found);
  }
}
