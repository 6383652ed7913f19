/** What is open here and the 主管部门's duty (001 §4.4): complaints and disputes until they are closed. */
export const OPEN_WORK = `
select id, 'COMPLAINT' as subject, state, room from complaint where project_id = p.id and state not in ('CLOSED', 'WITHDRAWN', 'UNAGREED')`;
