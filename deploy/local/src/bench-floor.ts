import Fastify from 'fastify';
import pg from 'pg';
import { newId } from '@linli/kernel';

/**
 * A reference for the bench, the floor: one bare Fastify process that does the same with one prepared statement each. No
 * departments, no bus, no tokens, no keys, no log.
 */
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
const app = Fastify();

const COLUMNS = 'id, version, form_no, project_id, state, customer_name, phone, category, urgency, content, due_on';
const insert = {
  name: 'insert',
  text: `insert into plain_complaint (${COLUMNS}) values ($1, 1, $2, $3, 'REGISTERED', $4, $5, $6, $7, $8, $9) returning *`,
};
const one = { name: 'one', text: `select ${COLUMNS} from plain_complaint where id = $1` };
const page = {
  name: 'page',
  text: `select coalesce(json_agg(p), '[]')::text as items from (select ${COLUMNS} from plain_complaint where project_id = $1 and state = $2 order by id desc limit 50) p`,
};

app.post<{ Body: Record<string, string> }>('/complaints', async ({ body }, reply) => {
  const values = [newId(), newId(), body['projectId'], body['customerName'], body['phone'], body['category']];
  const { rows } = await pool.query<object>({
    ...insert,
    values: [...values, body['urgency'], body['content'], body['dueOn']],
  });
  return reply.code(201).send(rows[0]);
});
app.get<{ Params: { id: string } }>('/complaints/:id', async ({ params }) => {
  const { rows } = await pool.query<object>({ ...one, values: [params.id] });
  return rows[0];
});
app.get<{ Querystring: { projectId: string; state: string } }>('/complaints', async ({ query }, reply) => {
  const { rows } = await pool.query<{ items: string }>({ ...page, values: [query.projectId, query.state] });
  return reply.type('application/json').send(`{"items":${rows[0]?.items ?? '[]'}}`);
});

await app.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' });
