import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetReceptionScorecard, type ConsultantCard, type ReceptionScorecardView } from '@linli/contracts';
import { plusDays, startOfDay } from '@linli/kernel';

const CARDS = `select consultant_id as "consultantId", max(consultant) as consultant, count(*)::int as receptions,
    round(avg(points), 2)::float8 as "averagePoints"
  from reception_score where project_id = $1 and scored_at >= $2 and scored_at < $3
  group by consultant_id order by avg(points) desc, consultant_id limit 200`;

@Controller()
export class GetReceptionScorecardHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetReceptionScorecard)
  async handle({ projectId, from, to }: GetReceptionScorecard, by: Actor): Promise<ReceptionScorecardView> {
    by.mustSee(projectId, 'project');
    const between = [startOfDay(from), startOfDay(plusDays(to, 1))];
    return { projectId, from, to, consultants: await this.reader.all<ConsultantCard>(CARDS, [projectId, ...between]) };
  }
}
