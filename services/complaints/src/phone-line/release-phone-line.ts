import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now } from '@linli/bus';
import { ReleasePhoneLine, type PhoneLineView } from '@linli/contracts';
import { PhoneLine } from './phone-line.js';
import { shown } from './phone-line.view.js';

@Controller()
export class ReleasePhoneLineHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ReleasePhoneLine)
  async handle({ phoneLineId, version }: ReleasePhoneLine): Promise<PhoneLineView> {
    const phoneLine = await load(this.em, PhoneLine, phoneLineId, version);
    phoneLine.release(now());
    return shown.of(phoneLine);
  }
}
