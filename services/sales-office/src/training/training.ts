import { defineEntity, p } from '@mikro-orm/core';
import type { RecordTraining, Trainee } from '@linli/contracts';
import { newId, refuse, type Day } from '@linli/kernel';

const TrainingSchema = defineEntity({
  name: 'Training',
  tableName: 'training',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    formNo: p.text(),
    projectId: p.text(),
    kind: p.text(),
    topic: p.text(),
    content: p.text(),
    heldOn: p.date(),
    trainer: p.text(),
    trainees: p.json().$type<Trainee[]>(),
    enteredBy: p.text(),
  },
});

/** 销售人员培训记录, written once [REQ-111]. */
export class Training extends TrainingSchema.class {
  static record(form: RecordTraining, formNo: string, by: string, today: Day): Training {
    const { projectId, kind, topic, content, heldOn = today, trainer, trainees } = form;
    if (heldOn > today) throw refuse.rule('training.in-future', '培训还没有举行，不能登记，请核对日期。');
    if (trainees.length === 0 || new Set(trainees.map(({ id }) => id)).size < trainees.length)
      throw refuse.rule('training.trainees', '请登记参加人员，每人一次。');
    return Object.assign(new Training(), {
      id: newId(),
      ...{ formNo, projectId, kind, topic, content, heldOn, trainer, enteredBy: by },
      trainees: trainees.map((trainee) => ({ ...trainee })),
    });
  }
}

TrainingSchema.setClass(Training);
