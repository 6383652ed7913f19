import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { ReplyToTip, type TipView } from '@linli/contracts';
import { Tip } from './tip.js';
import { shown } from './tip.view.js';

@Controller()
export class ReplyToTipHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ReplyToTip)
  async handle({ tipId, version, text }: ReplyToTip, by: Actor): Promise<TipView> {
    const tip = await load(this.em, Tip, tipId, version);
    tip.reply(text, by, now());
    return shown.of(tip);
  }
}
