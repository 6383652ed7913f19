export const cardOfComplaints = {
  name: 'Complaints003Card',
  sql: `
alter table complaint add column card text;
update complaint c set card = json_strip_nulls(json_build_object('id', c.id, 'formNo', c.form_no, 'projectId', c.project_id,
  'receivedAt', to_char(c.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'receivedBy', c.received_by, 'channel', c.channel,
  'source', c.source, 'partyId', c.party_id, 'customerName', p.name_masked, 'phone', p.phone_masked, 'customerKind', c.customer_kind, 'room', c.room,
  'category', c.category, 'urgency', c.urgency, 'content', c.content, 'demand', c.demand, 'dueOn', c.due_on))::text
from complaint o left join party p on p.id = o.party_id where o.id = c.id;
alter table complaint alter column card set not null;
`,
};
