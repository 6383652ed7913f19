/** A wrong 工作联系函 is taken back before it was signed for. */
export const letterWithdrawn = {
  name: 'Complaints060LetterWithdrawn',
  sql: `
alter table corrective_action add column withdrawal jsonb, drop constraint corrective_action_state_check,
  add constraint corrective_action_state_check check (state in ('REQUESTED', 'ACKNOWLEDGED', 'CARRIED_OUT', 'EFFECTIVE', 'WITHDRAWN')),
  add check ((state = 'WITHDRAWN') = (withdrawal is not null));
drop index corrective_action_open;
create index corrective_action_open on corrective_action (id desc nulls last) where state not in ('EFFECTIVE', 'WITHDRAWN');
`,
};
