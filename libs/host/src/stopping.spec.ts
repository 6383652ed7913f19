import { afterEach, describe, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';

// Real processes: only they get real signals. Node reads stopping.ts as it is, for it imports nothing at run time.
const program = (steps: string, limitMs: number, then = '') => `
  import { onStop } from '${new URL('./stopping.ts', import.meta.url).href}';
  const say = (level) => (...args) => console.log(level, args.map((each) => each.err?.message ?? each.step ?? each.reason ?? each).join(' '));
  const logger = { info: say('info'), warn: say('warn'), error: say('error'), fatal: say('fatal') };
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const stopping = onStop([${steps}], { limitMs: ${limitMs}, logger });
  setInterval(() => undefined, 1000);
  console.log('up');
  ${then}
`;

describe('Stopping', () => {
  let child: ChildProcess | undefined;

  const run = (code: string) => {
    const output: string[] = [];
    const started = spawn(process.execPath, ['--input-type=module', '--no-warnings', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {},
    });
    child = started;
    const ended = new Promise<number | null>((resolve) => started.once('close', resolve));
    const said = (text: string) =>
      new Promise<void>((resolve) => {
        const look = () => output.join('').includes(text) && resolve();
        started.stdout.on('data', look);
        look();
      });
    started.stdout.on('data', (part: Buffer) => output.push(part.toString()));
    return {
      ended,
      said,
      signal: (name: NodeJS.Signals) => started.kill(name),
      lines: () => output.join('').trim().split('\n').slice(1),
    };
  };

  afterEach(() => {
    child?.kill('SIGKILL');
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('on %s runs the steps in order and ends with 0', async (name) => {
    const running = run(
      program(
        "['readiness', () => console.log('not ready')], ['drain', async () => { await wait(30); console.log('drained'); }]",
        5_000,
      ),
    );
    await running.said('up');
    running.signal(name);

    expect(await running.ended).toBe(0);
    expect(running.lines()).toEqual([
      `info ${name} stopping`,
      'not ready',
      'drained',
      expect.stringMatching(/^info .*stopped$/),
    ]);
  });

  test('goes on when a step fails', async () => {
    const running = run(
      program(
        "['drain', () => { throw new Error('no connection'); }], ['database', () => console.log('closed')]",
        5_000,
      ),
    );
    await running.said('up');
    running.signal('SIGTERM');

    expect(await running.ended).toBe(0);
    expect(running.lines()).toContain('error no connection a step of stopping failed; going on with the next one');
    expect(running.lines()).toContain('closed');
  });

  test('ends at the limit and names the step that hangs', async () => {
    const running = run(
      program("['drain', () => new Promise(() => undefined)], ['database', () => console.log('closed')]", 100),
    );
    await running.said('up');
    running.signal('SIGTERM');

    expect(await running.ended).toBe(1);
    expect(running.lines().at(-1)).toBe('error drain stopping took too long; ending the process');
  });

  test('ends at once on a second signal', async () => {
    const running = run(program("['drain', () => wait(60000)]", 60_000));
    await running.said('up');
    running.signal('SIGTERM');
    await running.said('stopping');
    running.signal('SIGTERM');

    expect(await running.ended).toBe(1);
    expect(running.lines().at(-1)).toContain('second signal');
  });

  test.each([
    ['thrown', "setTimeout(() => { throw new Error('lost'); }, 10);"],
    ['rejected', "void Promise.reject(new Error('lost'));"],
  ])('an error that is %s and that nobody catches is logged and ends the process with 1', async (_, code) => {
    const running = run(program("['drain', () => console.log('drained')]", 5_000, code));

    expect(await running.ended).toBe(1);
    expect(running.lines()).toEqual(['fatal lost an error that nobody caught; ending the process']);
  });

  test('can be asked for without a signal', async () => {
    const running = run(
      program(
        "['drain', () => console.log('drained')]",
        5_000,
        "void stopping.stop('the bus is gone'); void stopping.stop('again');",
      ),
    );

    expect(await running.ended).toBe(0);
    expect(running.lines().filter((line) => line === 'drained')).toHaveLength(1);
    expect(running.lines()[0]).toBe('info the bus is gone stopping');
  });
});
