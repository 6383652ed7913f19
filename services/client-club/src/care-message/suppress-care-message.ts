import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, type Actor } from '@linli/bus';
import { SuppressCareMessage, type CareMessageView } from '@linli/contracts';
import { CareMessage } from './care-message.js';
import { viewOfCareMessage } from './care-message.view.js';

@Controller()
export class SuppressCareMessageHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(SuppressCareMessage)
  async handle({ messageId, version, reason }: SuppressCareMessage, by: Actor): Promise<CareMessageView> {
    const message = await load(this.em, CareMessage, messageId, version);
    message.suppress(reason, by.name);
    return viewOfCareMessage(message);
  }
}
