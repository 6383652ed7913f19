/** 消费者分析 and the ID number of a buyer, as far as nobody has filled them in. */
const missing = `array_remove(array[case when r.occupation is null then 'OCCUPATION' end, case when r.income_band is null then 'INCOME' end,
  case when r.education is null then 'EDUCATION' end, case when r.residential_area is null then 'RESIDENTIAL_AREA' end,
  case when r.motive is null then 'MOTIVE' end,
  case when r.state = 'BOUGHT' and y.id_number_index is null then 'ID_NUMBER' end], null)`;

/**
 * Draws the lines of a submission: all customers of the project who are new or changed since they were last accepted. A released
 * entry is its new consultant's. Parameters: the submission, the project.
 */
export const DRAW_LINES = `
insert into customer_data_line (submission_id, prospect_id, prospect_version, party_id, standing, missing)
select ?::uuid, r.id, r.version, r.party_id, case r.state when 'BOUGHT' then 'BUYER' when 'LOST' then 'LOST' else 'PROSPECT' end, ${missing}
from prospect r join party y on y.id = r.party_id
where r.project_id = ? and r.state <> 'RELEASED' and not exists (
  select from customer_data_line l join customer_data_submission d on d.id = l.submission_id
  where l.prospect_id = r.id and d.state = 'ACCEPTED' and l.prospect_version >= r.version)`;

/** What was drawn, counted. Parameter: the submission, twice. */
export const COUNT_LINES = `
select count(*)::int as customers, count(*) filter (where standing = 'BUYER')::int as buyers,
  count(*) filter (where cardinality(missing) = 0)::int as complete,
  coalesce((select jsonb_agg(jsonb_build_object('fact', m.fact, 'customers', m.many) order by m.fact)
    from (select f.fact, count(*)::int as many from customer_data_line l cross join lateral unnest(l.missing) f (fact)
      where l.submission_id = ? group by 1) m), '[]') as missing
from customer_data_line where submission_id = ?`;

/** The lines as info-sharing is told of them. Parameter: the submission. */
export const DELIVERED = `
select prospect_id as "prospectId", party_id as "partyId", standing, prospect_version as revision, missing from customer_data_line where submission_id = ? order by prospect_id`;
