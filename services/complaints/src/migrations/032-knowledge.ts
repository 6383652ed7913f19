/** 问题及其解决方法, 服务秘诀 and 服务地域. */
export const knowledgeTables = {
  name: 'Complaints032Knowledge',
  sql: `
create table knowledge_article (
  id uuid primary key, version int not null default 1, state text not null check (state in ('DRAFT', 'PUBLISHED', 'RETIRED')),
  category text not null, title text not null, problem text not null, solution text not null, words text[] not null,
  written_by text not null, written_at timestamptz not null, useful int not null default 0, useless int not null default 0, solved int not null default 0);
create index knowledge_article_words on knowledge_article using gin (words) where state = 'PUBLISHED';
create index knowledge_article_state on knowledge_article (state, id);
create index knowledge_article_category on knowledge_article (category, state, id);
create table knowledge_vote (
  article_id uuid not null references knowledge_article (id) deferrable initially deferred, voter_id text not null, useful boolean not null,
  primary key (article_id, voter_id));
create table knowledge_use (
  complaint_id uuid not null references complaint (id) deferrable initially deferred,
  article_id uuid not null references knowledge_article (id) deferrable initially deferred,
  used_by text not null, used_at timestamptz not null, primary key (complaint_id, article_id));

create table tip (
  id uuid primary key, version int not null default 1, state text not null check (state in ('POSTED', 'WITHDRAWN')),
  skill text not null, title text not null, body text not null, words text[] not null,
  posted_by_id text not null, posted_by text not null, posted_at timestamptz not null,
  replies jsonb not null default '[]', liked_by jsonb not null default '[]', likes int not null default 0);
create index tip_words on tip using gin (words) where state = 'POSTED';
create index tip_skill on tip (skill, id) where state = 'POSTED';

create table service_territory (
  id uuid primary key, version int not null default 1, project_id text not null, state text not null check (state in ('SET', 'DISSOLVED')),
  name text not null, buildings jsonb not null, staff jsonb not null default '[]', earlier jsonb not null default '[]');
create unique index service_territory_name on service_territory (project_id, name) where state = 'SET';
create index service_territory_project on service_territory (project_id, id) where state = 'SET';
-- A building belongs to one territory: two leaders who set territories at the same moment cannot both have it.
create table territory_building (
  project_id text not null, building text not null, territory_id uuid not null references service_territory (id) deferrable initially deferred,
  constraint territory_building_once primary key (project_id, building) deferrable initially immediate);
create index territory_building_territory on territory_building (territory_id);
`,
};
