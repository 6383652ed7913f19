import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetServiceAgreement, type ServiceAgreementView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { serviceAgreements, viewOfRow, type ServiceAgreementRow } from './service-agreement.view.js';

@Controller()
export class GetServiceAgreementHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetServiceAgreement)
  async handle({ agreementId }: GetServiceAgreement, by: Actor): Promise<ServiceAgreementView> {
    const row = await this.reader.one<ServiceAgreementRow>(`select ${serviceAgreements} where a.id = $1`, [
      agreementId,
    ]);
    if (!row || !by.sees(row.projectId))
      throw refuse.notFound('service-agreement.not-found', '没有这份服务协议，请核对编号。');
    return viewOfRow(row);
  }
}
