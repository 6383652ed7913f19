/** Projects from before 项目新建 was told to other departments are announced once, with the day of their 封盘. */
export const projectsTold = {
  name: 'SalesOffice038ProjectsTold',
  sql: `
select bus_publish_all(coalesce((
  select jsonb_agg(jsonb_build_object('eventId', gen_random_uuid(), 'type', 'project', 'id', p.id, 'event', 'evt.sales-office.project.opened',
    'payload', jsonb_strip_nulls(jsonb_build_object('projectId', p.id, 'ownerDepartment', p.owner_department, 'salesClosedOn', p.sales_closed_on)),
    'headers', '{}'::jsonb, 'at', app_now()) order by p.id)
  from project p), '[]'));
`,
};
