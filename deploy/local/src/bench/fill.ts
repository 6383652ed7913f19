import pg from 'pg';

/** Fills the tables of the bench by SQL up to `rows` complaints, in ten projects and two states; parties go with them. */
export async function fill(databaseUrl: string, plainUrl: string, from: number, rows: number): Promise<void> {
  await run(databaseUrl, [
    `insert into known_project (project_id, owner_department) select 'p' || n, 'PROJECT_DEPT' from generate_series(0, 9) n on conflict do nothing`,
    `insert into party (id, name_sealed, name_masked, name_index, phone_sealed, phone_masked, phone_index, phone_tail_index, registered_at)
     select ${idAt('n', 'p')}, 'k1.bench', '王*', md5('n' || n), 'k1.bench', '138****' || lpad((n % 10000)::text, 4, '0'), md5('ph' || n), md5('t' || n), now()
     from generate_series(${from + 1}, ${rows}) n`,
    `insert into complaint (id, form_no, project_id, state, received_at, received_by, channel, source, party_id, customer_kind, room, category, urgency, content, due_on, card)
     select ${idAt('n')}, 'BENCH-' || n, 'p' || n % 10, case when n % 3 = 0 then 'INVESTIGATED' else 'REGISTERED' end, now() - (${rows} - n) * interval '1 s',
       '投诉专人', 'HOTLINE', 'DIRECT', ${idAt('n', 'p')}, 'OWNER', '3-1-1201', 'QUALITY', 'NORMAL', '卫生间渗水,已报修两次', '2026-12-01',
       json_build_object('id', ${idAt('n')}, 'formNo', 'BENCH-' || n, 'projectId', 'p' || n % 10, 'receivedAt', '2026-11-01T08:00:00.000Z', 'receivedBy', '投诉专人',
         'channel', 'HOTLINE', 'source', 'DIRECT', 'partyId', ${idAt('n', 'p')}, 'customerName', '王*', 'phone', '138****' || lpad((n % 10000)::text, 4, '0'),
         'customerKind', 'OWNER', 'room', '3-1-1201', 'category', 'QUALITY', 'urgency', 'NORMAL', 'content', '卫生间渗水,已报修两次', 'dueOn', '2026-12-01')::text
     from generate_series(${from + 1}, ${rows}) n`,
    'analyze complaint',
    'analyze party',
  ]);
  await run(plainUrl, [
    `create table if not exists plain_complaint (id uuid primary key, version int not null default 1, form_no text not null unique, project_id text not null,
       state text not null, customer_name text not null, phone text not null, category text not null, urgency text not null, content text not null, due_on date not null)`,
    'create index if not exists plain_page on plain_complaint (project_id, state, id)',
    `insert into plain_complaint
     select ${idAt('n')}, 1, 'BENCH-' || n, 'p' || n % 10, case when n % 3 = 0 then 'INVESTIGATED' else 'REGISTERED' end, '王芳', '13800001234', 'QUALITY', 'NORMAL',
       '卫生间渗水,已报修两次', '2026-12-01' from generate_series(${from + 1}, ${rows}) n`,
    'analyze plain_complaint',
  ]);
}

/** The id of the nth row: rising, as UUIDv7 are, and older than those made during the bench. */
export const idAt = (n: string, kind = '') =>
  `(lpad(to_hex(1700000000000 + ${n}), 12, '0') || '7000' || '8000' || substr(md5('${kind}' || ${n}), 1, 12))::uuid`;

/** Any one row that `fill` made. */
export async function anyId(databaseUrl: string): Promise<string> {
  const rows = await run(databaseUrl, [`select id::text as id from complaint where form_no = 'BENCH-50000'`]);
  return (rows[0] as { id: string }).id;
}

/** A thousand of the persons that `fill` made. */
export async function partyIds(databaseUrl: string): Promise<string[]> {
  const rows = await run(databaseUrl, ['select id::text as id from party order by id limit 1000']);
  return (rows as { id: string }[]).map(({ id }) => id);
}

export async function run(databaseUrl: string, statements: readonly string[]): Promise<object[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    let rows: object[] = [];
    for (const statement of statements) ({ rows } = await client.query<object>(statement));
    return rows;
  } finally {
    await client.end();
  }
}
