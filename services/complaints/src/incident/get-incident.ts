import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetIncident, type IncidentView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { incidentColumns, incidentsCounted, viewOfRow } from './incident.view.js';

@Controller()
export class GetIncidentHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetIncident)
  async handle({ incidentId }: GetIncident, by: Actor): Promise<IncidentView> {
    const row = await this.reader.one<{ projectId: string }>(
      `select ${incidentColumns} from ${incidentsCounted} where i.id = $1`,
      [incidentId],
    );
    if (!row || !by.sees(row.projectId)) throw refuse.notFound('incident.not-found', '没有这个事件，请核对编号。');
    return viewOfRow(row);
  }
}
