const REGULATION = '《建设工程质量管理条例》第四十条';
const terms = [
  ['FOUNDATION_STRUCTURE', 50, 'YEARS', `${REGULATION}(一):设计使用年限,住宅一般为50年,待按项目设计文件确认`],
  ['ROOF_WATERPROOFING', 5, 'YEARS', `${REGULATION}(二):屋面防水工程5年`],
  ['WET_ROOM_WATERPROOFING', 5, 'YEARS', `${REGULATION}(二):有防水要求的卫生间、房间防渗漏5年`],
  ['OUTER_WALL_WATERPROOFING', 5, 'YEARS', `${REGULATION}(二):外墙面防渗漏5年`],
  ['HEATING', 2, 'HEATING_SEASONS', `${REGULATION}(三):供热系统2个采暖期`],
  ['COOLING', 2, 'COOLING_SEASONS', `${REGULATION}(三):供冷系统2个供冷期`],
  ['WIRING', 2, 'YEARS', `${REGULATION}(四):电气管线2年`],
  ['PIPES', 2, 'YEARS', `${REGULATION}(四):给排水管道2年`],
  ['EQUIPMENT', 2, 'YEARS', `${REGULATION}(四):设备安装2年`],
  ['DECORATION', 2, 'YEARS', `${REGULATION}(四):装修工程2年`],
] as const;

/** 保修期限 as the regulation has them (X9), seasons to be confirmed for each project, and this department's copy of the handovers (X1). */
export const warrantyTables = {
  name: 'Complaints051Warranty',
  sql: `
create table handed_over_unit (
  unit_id uuid primary key, project_id text not null, room text not null, handover_date date not null);
create index handed_over_unit_room on handed_over_unit (project_id, room, handover_date);

create table warranty_term (
  id uuid primary key, version int not null default 1, part text not null, project_id text,
  amount int not null check (amount > 0), unit text not null check (unit in ('YEARS', 'HEATING_SEASONS', 'COOLING_SEASONS')),
  valid_from date not null, source text not null, published_by text not null);
create unique index warranty_term_once on warranty_term (part, project_id, valid_from) nulls not distinct;
insert into warranty_term (id, part, amount, unit, valid_from, source, published_by) values
${terms
  .map(([part, amount, unit, source], n) => {
    return `  ('01900000-0000-7000-8000-00000000510${n}', '${part}', ${amount}, '${unit}', '1980-01-01', '${source}', '国务院')`;
  })
  .join(',\n')};

create table warranty_season (
  unit text not null check (unit in ('HEATING_SEASONS', 'COOLING_SEASONS')), project_id text, valid_from date not null,
  from_day text not null check (from_day ~ '^[01][0-9]-[0-3][0-9]$'), until_day text not null check (until_day ~ '^[01][0-9]-[0-3][0-9]$'),
  remark text not null, unique nulls not distinct (unit, project_id, valid_from));
insert into warranty_season (unit, valid_from, from_day, until_day, remark) values
  ('HEATING_SEASONS', '1980-01-01', '11-15', '03-15', '待确认'), ('COOLING_SEASONS', '1980-01-01', '06-15', '09-15', '待确认');

alter table complaint add column warranty jsonb;
create index complaint_warranty_unknown on complaint (project_id, room) where is_open and warranty->>'coverage' = 'UNKNOWN';
`,
};
