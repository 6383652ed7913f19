import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now } from '@linli/bus';
import { RetryCareMessage, type CareMessageView } from '@linli/contracts';
import { CareMessage } from './care-message.js';
import { viewOfCareMessage } from './care-message.view.js';

@Controller()
export class RetryCareMessageHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RetryCareMessage)
  async handle({ messageId, version }: RetryCareMessage): Promise<CareMessageView> {
    const message = await load(this.em, CareMessage, messageId, version);
    message.retry(now());
    return viewOfCareMessage(message);
  }
}
