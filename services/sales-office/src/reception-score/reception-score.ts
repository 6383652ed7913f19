import { defineEntity, p } from '@mikro-orm/core';
import { receptionSteps, type ScoreReception, type StepScore } from '@linli/contracts';
import { newId, refuse } from '@linli/kernel';

const ReceptionScoreSchema = defineEntity({
  name: 'ReceptionScore',
  tableName: 'reception_score',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.text(),
    visitId: p.uuid(),
    consultantId: p.text(),
    consultant: p.text(),
    scoredAt: p.datetime(),
    scoredBy: p.text(),
    steps: p.json().$type<StepScore[]>(),
    standards: p.json().$type<string[]>(),
    points: p.integer(),
    remark: p.text().nullable(),
  },
});

/** The reception as it was recorded. */
export interface Reception {
  readonly id: string;
  readonly projectId: string;
  readonly kind: string;
  readonly consultantId?: string | null;
  readonly consultant?: string | null;
}

/** 接待抽查: a sampled reception, each of the seven steps scored against its standard [REQ-117, 337]. */
export class ReceptionScore extends ReceptionScoreSchema.class {
  static score(visit: Reception, form: ScoreReception, by: { id: string; name: string }, at: Date): ReceptionScore {
    const { id: visitId, projectId, consultantId, consultant } = visit;
    if (visit.kind !== 'VISIT' || !consultantId || !consultant)
      throw refuse.rule('reception-score.not-a-reception', '只有置业顾问已补全的来访才能评分。');
    if (consultantId === by.id) throw refuse.rule('reception-score.own', '不能给自己的接待评分，请由他人评分。');
    const given = new Map(form.steps.map(({ step, points }) => [step, points]));
    const missing = receptionSteps.filter((step) => !given.has(step));
    if (missing.length > 0 || form.steps.length !== receptionSteps.length)
      throw refuse.rule('reception-score.steps-missing', '七个接待步骤都要各评一次分，请补齐。', { missing });
    const steps = receptionSteps.map((step) => ({ step, points: given.get(step) ?? 0 }));
    const standards = [...new Set(form.standards)];
    return Object.assign(new ReceptionScore(), {
      id: newId(),
      ...{ projectId, visitId, consultantId, consultant, scoredAt: at, scoredBy: by.name, steps, standards },
      points: steps.reduce((sum, { points }) => sum + points, 0) + standards.length,
      remark: form.remark ?? null,
    });
  }
}

ReceptionScoreSchema.setClass(ReceptionScore);
