import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { On } from '@linli/bus';
import { ServiceAgreementEnded, ServiceAgreementSigned } from '@linli/contracts';

/** Keeps which service agreements there are: cases are linked to them [REQ-166, X53]. */
@Controller()
export class KeepServiceAgreement {
  constructor(private readonly em: EntityManager) {}

  @On(ServiceAgreementSigned, { as: 'keep-service-agreement', history: true })
  async handle({ agreementId, agreementNo, projectId, fromOn, untilOn }: ServiceAgreementSigned): Promise<void> {
    await this.em.execute(
      `insert into known_agreement (id, agreement_no, project_id, from_on, until_on) values (?, ?, ?, ?, ?) on conflict (id) do nothing`,
      [agreementId, agreementNo, projectId, fromOn, untilOn ?? null],
    );
  }
}

/** An agreement that ended early holds until that day; cases from before stay linked. */
@Controller()
export class EndKeptServiceAgreement {
  constructor(private readonly em: EntityManager) {}

  @On(ServiceAgreementEnded, { as: 'end-kept-service-agreement', history: true })
  async handle({ agreementId, endedOn }: ServiceAgreementEnded): Promise<void> {
    await this.em.execute('update known_agreement set until_on = ? where id = ?', [endedOn, agreementId]);
  }
}
