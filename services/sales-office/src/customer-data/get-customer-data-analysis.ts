import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetCustomerDataAnalysis, type CustomerDataAnalysisView } from '@linli/contracts';

/**
 * The customers as last accepted, each with what the office knows of him now. One phone is one person: of several entries the one
 * that says most counts, a purchase in any project makes him a buyer. Parameters: projects or null, a project or null.
 */
const ANALYSIS = `
with line as (
  select distinct on (l.prospect_id) l.prospect_id, l.standing, l.missing, d.project_id, d.decided_at
  from customer_data_line l join customer_data_submission d on d.id = l.submission_id
  where d.state = 'ACCEPTED' and ($1::text[] is null or d.project_id = any($1)) and ($2::text is null or d.project_id = $2)
  order by l.prospect_id, l.prospect_version desc),
person as (
  select distinct on (r.phone_index) r.*, l.missing, bool_or(l.standing = 'BUYER') over same as buyer,
    min(l.project_id) over same <> max(l.project_id) over same as several
  from line l join prospect r on r.id = l.prospect_id window same as (partition by r.phone_index)
  order by r.phone_index, cardinality(l.missing), r.id),
fact as (
  select f.no, f.fact, coalesce(f.value, 'UNKNOWN') as value, count(*)::int as customers from person r
  cross join lateral (values (1, 'OCCUPATION', r.occupation), (2, 'INCOME', r.income_band), (3, 'EDUCATION', r.education),
    (4, 'RESIDENTIAL_AREA', r.residential_area), (5, 'CHANNEL', r.channel), (6, 'MOTIVE', r.motive)) f (no, fact, value)
  group by 1, 2, 3),
project as (
  select project_id, count(*)::int as customers, count(*) filter (where standing = 'BUYER')::int as buyers,
    (max(decided_at) at time zone 'Asia/Shanghai')::date as as_of from line group by 1)
select count(*)::int as customers, count(*) filter (where buyer)::int as buyers,
  count(*) filter (where several)::int as "inSeveralProjects", count(*) filter (where cardinality(missing) = 0)::int as complete,
  (select coalesce(jsonb_agg(jsonb_build_object('projectId', project_id, 'customers', customers, 'buyers', buyers, 'asOf', as_of)
    order by project_id), '[]') from project) as projects,
  (select coalesce(jsonb_agg(jsonb_build_object('fact', fact, 'value', value, 'customers', customers)
    order by no, customers desc, value), '[]') from fact) as facts
from person`;

/** 统一分析: what the projects have delivered, in one place [REQ-066]. */
@Controller()
export class GetCustomerDataAnalysisHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetCustomerDataAnalysis)
  async handle({ projectId }: GetCustomerDataAnalysis, by: Actor): Promise<CustomerDataAnalysisView> {
    if (projectId) by.mustSee(projectId, 'project');
    const [row] = await this.reader.all<CustomerDataAnalysisView>(ANALYSIS, [
      by.seesAll ? null : by.projects,
      projectId ?? null,
    ]);
    return row!;
  }
}
