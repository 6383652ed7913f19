import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, type Actor } from '@linli/bus';
import { PostTip, type TipView } from '@linli/contracts';
import { Tip } from './tip.js';
import { shown } from './tip.view.js';

@Controller()
export class PostTipHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(PostTip)
  async handle(form: PostTip, by: Actor): Promise<TipView> {
    const tip = Tip.post(form, by, now());
    this.em.persist(tip);
    return shown.of(tip);
  }
}
