import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, whenNotUnique, type Actor } from '@linli/bus';
import { ScoreReception, type ReceptionScoreView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { Visit } from '../visit/visit.js';
import { ReceptionScore } from './reception-score.js';
import { view } from './reception-score.view.js';

whenNotUnique('reception_score_visit', () =>
  refuse.conflict('reception-score.already-scored', '这次接待已经评过分，请另选一次。'),
);

@Controller()
export class ScoreReceptionHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ScoreReception)
  async handle(form: ScoreReception, by: Actor): Promise<ReceptionScoreView> {
    const visit = await load(this.em, Visit, form.visitId);
    const score = ReceptionScore.score(visit, form, by, now());
    this.em.persist(score);
    return view(score);
  }
}
