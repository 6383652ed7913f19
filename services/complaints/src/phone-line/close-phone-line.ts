import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load } from '@linli/bus';
import { ClosePhoneLine, type PhoneLineView } from '@linli/contracts';
import { PhoneLine } from './phone-line.js';
import { shown } from './phone-line.view.js';

@Controller()
export class ClosePhoneLineHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ClosePhoneLine)
  async handle({ phoneLineId, version }: ClosePhoneLine): Promise<PhoneLineView> {
    const phoneLine = await load(this.em, PhoneLine, phoneLineId, version);
    phoneLine.close();
    return shown.of(phoneLine);
  }
}
