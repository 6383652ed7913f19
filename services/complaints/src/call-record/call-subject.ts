import type { EntityManager } from '@mikro-orm/postgresql';
import { refuse } from '@linli/kernel';
import { Complaint } from '../complaint/complaint.js';

interface About {
  readonly subjectKind?: string;
  readonly subjectId?: string;
}

/** A complaint that a call is about must be one of the project; what other departments keep is theirs to check. Answers its customer. */
export async function customerOfSubject(
  em: EntityManager,
  projectId: string,
  { subjectKind, subjectId }: About,
): Promise<string | undefined> {
  if (subjectKind !== 'COMPLAINT' || subjectId === undefined) return undefined;
  const complaint = await em.findOne(Complaint, subjectId);
  if (complaint?.projectId !== projectId)
    throw refuse.notFound('complaint.not-found', '本项目没有这件案件，请核对编号。');
  return complaint.partyId;
}
