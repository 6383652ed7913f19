import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, type Actor } from '@linli/bus';
import { IssueCertificate, type TitleCaseView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { loadForAgent } from './agency-scope.js';
import { view } from './title-case.view.js';

@Controller()
export class IssueCertificateHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(IssueCertificate)
  async handle({ titleCaseId, version, certificateNo, issuedOn }: IssueCertificate, by: Actor): Promise<TitleCaseView> {
    const found = await loadForAgent(this.em, titleCaseId, by, version);
    found.issueCertificate(certificateNo, issuedOn, dayOf(now()));
    return view(found);
  }
}
