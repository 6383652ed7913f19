import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetPhoneLine, type PhoneLineView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { shown } from './phone-line.view.js';

@Controller()
export class GetPhoneLineHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetPhoneLine)
  async handle({ phoneLineId }: GetPhoneLine, by: Actor): Promise<PhoneLineView> {
    const row = await this.reader.one<{ projectId: string }>(
      `select ${shown.columns} from phone_line l where l.id = $1`,
      [phoneLineId],
    );
    if (!row || !by.sees(row.projectId))
      throw refuse.notFound('phone-line.not-found', '没有登记这个电话号码，请核对编号。');
    return shown.ofRow(row);
  }
}
