import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now } from '@linli/bus';
import { AssignPhoneLine, type PhoneLineView } from '@linli/contracts';
import { PhoneLine } from './phone-line.js';
import { shown } from './phone-line.view.js';

@Controller()
export class AssignPhoneLineHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(AssignPhoneLine)
  async handle({ phoneLineId, version, staffId, staffName }: AssignPhoneLine): Promise<PhoneLineView> {
    const phoneLine = await load(this.em, PhoneLine, phoneLineId, version);
    phoneLine.assign(staffId, staffName, now());
    return shown.of(phoneLine);
  }
}
