import { clockPolicies } from '@linli/bus';

/** 客户评价 by a link that works once; it stands in the facts that reports read, beside the quality check and the contractor. */
export const caseRatingTables = {
  name: 'Complaints050CaseRating',
  sql: `
create table case_rating (
  id uuid primary key, version int not null default 1,
  state text not null check (state in ('INVITED', 'RATED', 'EXPIRED', 'WITHDRAWN')),
  complaint_id uuid not null, party_id uuid not null, project_id text not null, round int not null, link_hash text not null unique,
  invited_at timestamptz not null, expires_at timestamptz not null, reminders int not null,
  score int check (score between 1 and 5), remark text, rated_at timestamptz,
  check ((state = 'RATED') = (score is not null)));
create unique index case_rating_once on case_rating (complaint_id, round);
create index case_rating_project on case_rating (project_id, id);
create index case_rating_state on case_rating (state, id);

${clockPolicies([
  {
    ...{ rule: 'case-rating.first-reminder', title: '客户评价首次提醒', source: '004 四(三); 000 篇3', amount: 3 },
    ...{ unit: 'NATURAL_DAYS', at: '10:00', remark: '待确认' },
  },
  {
    ...{ rule: 'case-rating.last-reminder', title: '客户评价末次提醒', source: '004 四(三); 000 篇3', amount: 7 },
    ...{ unit: 'NATURAL_DAYS', at: '10:00', remark: '待确认' },
  },
  {
    ...{ rule: 'case-rating.expiry', title: '客户评价链接有效期', source: '004 四(三); 000 篇3', amount: 14 },
    ...{ unit: 'NATURAL_DAYS', at: '24:00', remark: '待确认' },
  },
])}

alter table case_fact add column rating int, add column quality int, add column contractor text, add column invited boolean not null default false;
create function note_rating() returns trigger language plpgsql as $$
begin
  update case_fact set invited = true, rating = coalesce(new.score, rating) where complaint_id = new.complaint_id;
  return null;
end $$;
create trigger case_rating_noted after insert or update on case_rating for each row execute function note_rating();

create function note_findings() returns trigger language plpgsql as $$
begin
  update case_fact set quality = (new.handling->'qualityChecks'->-1->>'score')::int, contractor = new.handling->'investigation'->>'contractor'
    where complaint_id = new.id;
  return null;
end $$;
-- Behind complaint_noted, in the order of their names: the fact is there.
create trigger complaint_noted_findings after update of handling on complaint for each row
  when (new.handling->'qualityChecks' is distinct from old.handling->'qualityChecks'
    or new.handling->'investigation'->'contractor' is distinct from old.handling->'investigation'->'contractor')
  execute function note_findings();
update case_fact f set quality = (c.handling->'qualityChecks'->-1->>'score')::int from complaint c
  where c.id = f.complaint_id and c.handling->'qualityChecks' is not null;
`,
};
