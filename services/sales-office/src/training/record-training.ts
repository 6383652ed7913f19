import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, now, type Actor } from '@linli/bus';
import { RecordTraining, type TrainingView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { loadProject } from '../project/load-project.js';
import { Training } from './training.js';
import { view } from './training.view.js';

@Controller()
export class RecordTrainingHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RecordTraining)
  async handle(form: RecordTraining, by: Actor): Promise<TrainingView> {
    await loadProject(this.em, form.projectId, by);
    const training = Training.record(form, formNo('PX'), by.name, dayOf(now()));
    this.em.persist(training);
    return view(training);
  }
}
