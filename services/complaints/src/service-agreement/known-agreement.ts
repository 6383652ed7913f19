import type { EntityManager } from '@mikro-orm/postgresql';
import type { LinkServiceAgreement } from '@linli/contracts';
import { dayOf, Refusal, refuse } from '@linli/kernel';
import type { Complaint } from '../complaint/complaint.js';

interface KnownAgreement {
  readonly agreementId: string;
  readonly agreementNo: string;
  readonly fromOn: string;
  readonly untilOn: string | null;
}

/**
 * The service agreement that a case is to be linked to, by the copy that is kept here (X53). Refuses `complaint.agreement-unknown`,
 * `complaint.agreement-number` for another number than its own, and `complaint.agreement-not-in-force` for one that did not hold on the day of the case.
 */
export async function agreementFor(
  em: EntityManager,
  { projectId, receivedAt }: Pick<Complaint, 'projectId' | 'receivedAt'>,
  { agreementId, agreementNo }: Pick<LinkServiceAgreement, 'agreementId' | 'agreementNo'>,
): Promise<KnownAgreement> {
  const [known] = await em.execute<KnownAgreement[]>(
    `select id as "agreementId", agreement_no as "agreementNo", from_on::text as "fromOn", until_on::text as "untilOn"
     from known_agreement where id = ? and project_id = ?`,
    [agreementId, projectId],
  );
  if (!known) {
    throw new Refusal(
      'rule',
      'complaint.agreement-unknown',
      '本项目没有这份服务协议，请核对编号；如刚签订，请稍后再试。',
      { retryable: true }, // the news of it may be under way
    );
  }
  if (agreementNo !== undefined && agreementNo !== known.agreementNo) {
    throw refuse.rule('complaint.agreement-number', '合同编号与这份服务协议不符，请与原件核对。', {
      agreementNo: known.agreementNo,
    });
  }
  const day = dayOf(receivedAt);
  if (day < known.fromOn || (known.untilOn !== null && day > known.untilOn)) {
    throw refuse.rule('complaint.agreement-not-in-force', '这份服务协议在受理当天不在有效期内，请选择当时有效的协议。');
  }
  return known;
}
