import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, whenNotUnique, type Actor } from '@linli/bus';
import { OpenPhoneLine, type PhoneLineView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { PhoneLine } from './phone-line.js';
import { shown } from './phone-line.view.js';

whenNotUnique('phone_line_number', () =>
  refuse.conflict('phone-line.number-in-use', '该号码已经登记；停用后才能重新登记。'),
);

@Controller()
export class OpenPhoneLineHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(OpenPhoneLine)
  async handle(form: OpenPhoneLine, by: Actor): Promise<PhoneLineView> {
    by.mustSee(form.projectId, 'project');
    const line = PhoneLine.open(form);
    this.em.persist(line);
    return shown.of(line);
  }
}
