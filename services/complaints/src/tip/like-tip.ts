import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, type Actor } from '@linli/bus';
import { LikeTip, type TipView } from '@linli/contracts';
import { Tip } from './tip.js';
import { shown } from './tip.view.js';

@Controller()
export class LikeTipHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(LikeTip)
  async handle({ tipId, version }: LikeTip, by: Actor): Promise<TipView> {
    const tip = await load(this.em, Tip, tipId, version);
    tip.like(by);
    return shown.of(tip);
  }
}
