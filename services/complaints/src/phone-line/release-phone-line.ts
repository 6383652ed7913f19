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
    phoneLine.release(now(), await this.isLastHotline(phoneLine));
    return shown.of(phoneLine);
  }

  /** Two who give back a hotline each at the same time do not leave the project without: they wait for each other. */
  private async isLastHotline({ id, kind, projectId }: PhoneLine): Promise<boolean> {
    if (kind !== 'HOTLINE') return false;
    const staffed = await this.em.execute<{ id: string }[]>(
      `select id from phone_line where project_id = ? and kind = 'HOTLINE' and state = 'ASSIGNED' order by id for update`,
      [projectId],
    );
    return staffed.length === 1 && staffed[0]?.id === id;
  }
}
