import type { EntityManager } from '@mikro-orm/postgresql';
import { whenNotUnique, type Files } from '@linli/bus';
import { refuse } from '@linli/kernel';
import { KeptFile } from './kept-file.js';
import type { Hand, MoveIn } from './move-in.js';
import type { MoveInAction, Paper } from './move-in.workflow.js';

whenNotUnique('kept_file_pkey', () =>
  refuse.conflict('file.already-filed', '该文件已收存在其他入住资料中，请重新上传扫描件。'),
);

/** Files a paper and, if the hand uploaded a scan of it, keeps the scan with the case. */
export async function keepPaper(
  em: EntityManager,
  files: Files,
  moveIn: MoveIn,
  action: MoveInAction,
  paper: Pick<Paper, 'kind' | 'signedOn' | 'note'>,
  hand: Hand,
  fileId?: string,
): Promise<void> {
  moveIn.file(action, { ...paper, ...(fileId ? { fileId } : {}) }, hand);
  if (!fileId) return;
  const file = await files.own(fileId, hand.id);
  em.persist(KeptFile.of(file, paper.kind, moveIn.id, hand.at));
}
