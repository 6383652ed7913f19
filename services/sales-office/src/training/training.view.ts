import type { TrainingView } from '@linli/contracts';
import { columns, present, type RowOf } from '../view/rows.js';
import type { Training } from './training.js';

export type TrainingRow = RowOf<TrainingView>;

export const trainingColumns = `${columns(
  't',
  'id version formNo projectId kind topic content trainer trainees enteredBy',
)}, t.held_on::text as "heldOn"`;

export const viewOfRow = (row: TrainingRow): TrainingView => present(row, []);

export function view(training: Training): TrainingView {
  const { id, version, formNo, projectId, kind, topic, content, heldOn, trainer, trainees, enteredBy } = training;
  return viewOfRow({ id, version, formNo, projectId, kind, topic, content, heldOn, trainer, trainees, enteredBy });
}
