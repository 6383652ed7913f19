import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindCareMessages, type CareMessageView, type PageOf } from '@linli/contracts';
import { careMessages, viewOfCareMessage, type CareMessageFacts } from './care-message.view.js';

@Controller()
export class FindCareMessagesHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindCareMessages)
  async handle(
    { projectId, kind, state, partyId, cursor, limit }: FindCareMessages,
    by: Actor,
  ): Promise<PageOf<CareMessageView>> {
    return page(this.reader, {
      select: careMessages,
      where: {
        'c.project_id = ?': projectId,
        'c.kind = ?': kind,
        'c.state = ?': state,
        'c.party_id = ?': partyId,
        'c.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'c.id',
      cursor,
      limit,
      view: (row: CareMessageFacts) => viewOfCareMessage(row),
    });
  }
}
