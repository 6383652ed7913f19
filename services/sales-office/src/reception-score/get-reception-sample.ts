import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetReceptionSample, type PageOf, type VisitView } from '@linli/contracts';
import { plusDays, startOfDay } from '@linli/kernel';
import { viewOfRow, visitColumns, type VisitRow } from '../visit/visit.view.js';

/** The order of a hash nobody chose: ids are random, and the lot of a completed reception never changes [REQ-337]. */
const SAMPLE = `select ${visitColumns} from visit v left join party p on p.id = v.party_id
  where v.project_id = $1 and v.at >= $2 and v.at < $3 and v.kind = 'VISIT' and v.left_at is not null and v.consultant_id is not null
  order by md5(v.id::text) limit $4`;

@Controller()
export class GetReceptionSampleHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetReceptionSample)
  async handle({ projectId, on, size = 5 }: GetReceptionSample, by: Actor): Promise<PageOf<VisitView>> {
    by.mustSee(projectId, 'project');
    const rows = await this.reader.all<VisitRow>(SAMPLE, [
      projectId,
      startOfDay(on),
      startOfDay(plusDays(on, 1)),
      size,
    ]);
    return { items: rows.map(viewOfRow) };
  }
}
