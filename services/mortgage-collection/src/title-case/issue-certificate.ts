import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now } from '@linli/bus';
import { IssueCertificate, type TitleCaseView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { TitleCase } from './title-case.js';
import { view } from './title-case.view.js';

@Controller()
export class IssueCertificateHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(IssueCertificate)
  async handle({ titleCaseId, version, certificateNo, issuedOn }: IssueCertificate): Promise<TitleCaseView> {
    const found = await load(this.em, TitleCase, titleCaseId, version);
    found.issueCertificate(certificateNo, issuedOn, dayOf(now()));
    return view(found);
  }
}
