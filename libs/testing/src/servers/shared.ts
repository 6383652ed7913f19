import { connect } from 'node:net';
import { oneLine, type Answer, type Wanted } from './door.js';
import { testEnvironment, type TestEnvironment } from './environment.js';

let own: TestEnvironment | undefined;

/** The superuser's URL of the PostgreSQL that the whole test run shares; started by the first spec that asks. */
export async function sharedPostgres(): Promise<string> {
  return door() ? ask({ want: 'postgres' }) : ownEnvironment().postgres();
}

/**
 * The URL of this Jest worker's own nats-server; started by the first spec that asks, kept for the next spec files of
 * the worker. Whoever makes streams deletes them at the end of the file.
 */
export async function workerNats(): Promise<string> {
  const worker = Number(process.env['JEST_WORKER_ID'] ?? 1);
  return door() ? ask({ want: 'nats', worker }) : ownEnvironment().nats(worker);
}

/** Outside Jest this process owns what it asks for, and the servers end with it. */
function ownEnvironment(): TestEnvironment {
  return (own ??= testEnvironment());
}

function door(): { port: number; secret: string } | undefined {
  const [port, secret] = (process.env['LINLI_TEST_SERVERS'] ?? '').split(':');
  return port && secret ? { port: Number(port), secret } : undefined;
}

async function ask(wanted: Wanted): Promise<string> {
  const { port, secret } = door() ?? { port: 0, secret: '' };
  const socket = connect({ port, host: '127.0.0.1' });
  socket.write(`${JSON.stringify({ ...wanted, secret })}\n`);
  const line = await oneLine(socket);
  socket.destroy();
  const answer = JSON.parse(line) as Answer;
  if ('error' in answer) throw new Error(`no ${wanted.want} for the tests: ${answer.error}`);
  return answer.url;
}
