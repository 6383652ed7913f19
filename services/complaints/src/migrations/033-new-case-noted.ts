/** A new case is noted for the reports by two plain rows; only what has happened to a case since needs its papers looked through. */
export const newCaseNoted = {
  name: 'Complaints033NewCaseNoted',
  sql: `
create function note_new_case() returns trigger language plpgsql as $$
declare begun date := (new.received_at at time zone 'Asia/Shanghai')::date;
begin
  insert into case_stage (complaint_id, place, project_id, received_on, stage, entered_at, minutes_to)
    values (new.id, 1, new.project_id, begun, new.state, new.received_at, 0);
  insert into case_fact (complaint_id, form_no, project_id, state, kind, received_at, received_on, due_on, category, urgency, channel, source,
      customer_kind, building)
    values (new.id, new.form_no, new.project_id, new.state, new.kind, new.received_at, begun, new.due_on, new.category, new.urgency, new.channel,
      new.source, new.customer_kind, nullif(split_part(new.room, '-', 1), ''));
  return null;
end $$;
drop trigger complaint_noted on complaint;
create trigger complaint_noted after update on complaint for each row execute function note_case();
create trigger complaint_written after insert on complaint for each row when (new.handling is not null or new.state <> 'REGISTERED') execute function note_case();
create trigger complaint_entered after insert on complaint for each row when (new.handling is null and new.state = 'REGISTERED') execute function note_new_case();
`,
};
