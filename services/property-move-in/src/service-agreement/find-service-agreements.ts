import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindServiceAgreements, type PageOf, type ServiceAgreementView } from '@linli/contracts';
import { serviceAgreements, viewOfRow, type ServiceAgreementRow } from './service-agreement.view.js';

@Controller()
export class FindServiceAgreementsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindServiceAgreements)
  async handle(asked: FindServiceAgreements, by: Actor): Promise<PageOf<ServiceAgreementView>> {
    return page(this.reader, {
      select: serviceAgreements,
      where: {
        'a.project_id = ?': asked.projectId,
        'a.room = ?': asked.room,
        'a.party_id = ?': asked.partyId,
        '(a.ending is not null) = ?': asked.state === undefined ? undefined : asked.state === 'ENDED',
        'a.project_id = any(?)': by.seesAll ? undefined : by.projects,
      },
      newestFirst: 'a.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: (row: ServiceAgreementRow) => viewOfRow(row),
    });
  }
}
