import { relative } from 'node:path';
import { DemoLoad } from './runner/demo.js';
import { people } from './issuer/people.js';
import { checkoutRoot, layoutOf, makeFolders } from './runner/layout.js';
import { isFree, takenPort } from './runner/ports.js';
import { mark, RunFile } from './runner/run-file.js';
import { screen, seconds } from './runner/screen.js';
import { servicesOf } from './runner/services.js';
import { Supervisor } from './runner/supervisor.js';
import { System } from './runner/system.js';
import { table } from './runner/table.js';
import { watchService } from './runner/watch.js';

const began = performance.now();
const layout = layoutOf(checkoutRoot());
const shown = screen();
const port = Number(process.env['PORT'] || 3000);
const url = `http://127.0.0.1:${port}`;

await makeFolders(layout);
const run = await RunFile.take(layout.data, url, (line) => shown.say(line)).catch(refuse);
if (!(await isFree(port))) {
  await run.release();
  refuse(await takenPort(port));
}

const supervisor = new Supervisor({
  say: (line) => shown.say(line),
  changed: (running) => run.record(running.map(({ name, pid }) => mark(name, pid))),
});
const system = new System(servicesOf(layout.root), layout, shown, supervisor, port);
const demo = new DemoLoad(layout, shown);
let watching: { close(): void } | undefined;
let stopping: Promise<void> | undefined;

// A terminal's Ctrl-C arrives twice, from the terminal and from npm: what follows within a second is the same wish.
let askedAt = 0;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!stopping) {
      askedAt = Date.now();
      stopping = stop(0);
    } else if (signal !== 'SIGHUP' && Date.now() - askedAt > 1_000) void killed();
  });
}

try {
  await system.start();
  shown.say(`Ready in ${seconds(began)}`);
  await demo.run(url, system.addresses.issuer, system.addresses.postgres);
  if (!stopping) {
    const logs = relative(process.cwd(), layout.logs);
    shown.say(table({ url, people, logs, health: system.health() }));
    watch();
  }
} catch (error) {
  if (!stopping) {
    shown.say(`\n${error instanceof Error ? error.message : String(error)}\n`);
    stopping = stop(1);
  }
}

function watch(): void {
  const service = process.env['WATCH_SERVICE'];
  if (!service) return;
  watching = watchService(service, layout, shown, () => system.renew(service));
  shown.say(`Watching ${service}: each change of its sources or a lib's is built and started`);
}

/** Services first, what they need after them. */
async function stop(code: number): Promise<void> {
  shown.say('\nStopping (once more kills everything)');
  const since = performance.now();
  watching?.close();
  demo.stop();
  await run.stopping();
  await system.stop();
  await run.release();
  shown.say(`Stopped in ${seconds(since)}`);
  process.exit(code);
}

async function killed(): Promise<void> {
  shown.say('Killing everything');
  await supervisor.kill9();
  await run.release();
  process.exit(130);
}

function refuse(reason: unknown): never {
  console.error(reason instanceof Error ? reason.message : reason);
  process.exit(1);
}
