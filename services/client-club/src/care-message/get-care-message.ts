import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetCareMessage, type CareMessageView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { careMessages, viewOfCareMessage, type CareMessageFacts } from './care-message.view.js';

@Controller()
export class GetCareMessageHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetCareMessage)
  async handle({ messageId }: GetCareMessage, by: Actor): Promise<CareMessageView> {
    const row = await this.reader.one<CareMessageFacts>(`select ${careMessages} where c.id = $1`, [messageId]);
    if (!row || !by.sees(row.projectId)) throw refuse.notFound('care-message.not-found', '没有这条短信，请核对编号。');
    return viewOfCareMessage(row);
  }
}
