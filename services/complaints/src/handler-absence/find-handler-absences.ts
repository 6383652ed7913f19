import { Controller } from '@nestjs/common';
import { Answers, page, Reader } from '@linli/bus';
import { FindHandlerAbsences, type HandlerAbsenceView, type PageOf } from '@linli/contracts';
import { absenceColumns, viewOfAbsence } from './handler-absence.view.js';

@Controller()
export class FindHandlerAbsencesHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindHandlerAbsences)
  handle({ colleagueId, on, cursor, limit }: FindHandlerAbsences): Promise<PageOf<HandlerAbsenceView>> {
    return page(this.reader, {
      select: `${absenceColumns} from handler_absence a`,
      where: { 'a.colleague_id = ?': colleagueId, '?::date between a.from_on and a.until_on': on },
      newestFirst: 'a.id',
      cursor,
      limit,
      view: viewOfAbsence,
    });
  }
}
