/** What is open here and the 主管部门's duty (001 §4.5, §4.6): certificates and overdue loans, until they are over. */
export const OPEN_WORK = `
select id, 'TITLE_CASE' as subject, state, room from title_case
where project_id = p.id and state not in ('GUARANTEE_RELEASED', 'CANCELLED') and (state <> 'CERTIFICATE_ISSUED' or mortgaged)
union all select id, 'OVERDUE_LOAN', state, null from overdue_loan where project_id = p.id and state not in ('CURED', 'CLOSED')`;
