import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { endProcess, isAlive } from '@linli/testing/servers';
import { Supervisor, type Member, type Running } from './supervisor.js';

let said: string[];
let ended: string[];
let running: { name: string; pid: number }[];
let supervisor: Supervisor;
let news: EventTarget;

beforeEach(() => {
  [said, ended, running] = [[], [], []];
  news = new EventTarget();
  supervisor = new Supervisor({
    say: (line) => said.push(line),
    changed: async (now) => {
      running = now;
      news.dispatchEvent(new Event('changed'));
    },
    backOffMs: 10,
    lookEveryMs: 10,
  });
});

afterEach(() => supervisor.kill9());

function sleeper(name: string): Member {
  const start = async (): Promise<Running> => {
    const child = spawn('sleep', ['600'], { stdio: 'ignore' });
    const pid = child.pid ?? 0;
    const stop = async (): Promise<void> => {
      if (isAlive(pid)) ended.push(name);
      await endProcess(pid);
    };
    return { pid, stop, kill9: stop };
  };
  return { name, start };
}

const pidOf = (name: string) => running.find((each) => each.name === name)?.pid ?? 0;

test('a child that dies is started again, and it is said so', async () => {
  await supervisor.add(sleeper('complaints'));
  const first = pidOf('complaints');
  const again = once(news, 'changed');
  process.kill(first, 'SIGKILL');
  await again;
  expect(pidOf('complaints')).not.toBe(first);
  expect(isAlive(pidOf('complaints'))).toBe(true);
  expect(said).toEqual([expect.stringContaining('complaints has ended; starting it again in')]);
  expect(supervisor.restartsOf('complaints')).toBe(1);
});

test('a child that cannot be started again is tried until it can', async () => {
  const { start } = sleeper('complaints');
  const refusals = ['the port is taken', 'the disk is full'];
  let isFirst = true;
  const stubborn = async (): Promise<Running> => {
    const refusal = isFirst ? undefined : refusals.shift();
    isFirst = false;
    if (refusal) throw new Error(refusal);
    return start();
  };
  await supervisor.add({ name: 'complaints', start: stubborn });
  const again = once(news, 'changed');
  process.kill(pidOf('complaints'), 'SIGKILL');
  await again;
  expect(said.filter((line) => line.includes('did not start'))).toHaveLength(2);
  expect(isAlive(pidOf('complaints'))).toBe(true);
});

test('everything is stopped in the order that was asked for, and nothing is started any more', async () => {
  for (const name of ['postgres', 'nats', 'gateway']) await supervisor.add(sleeper(name));
  await supervisor.stop([['gateway'], ['nats'], ['postgres']]);
  expect(ended).toEqual(['gateway', 'nats', 'postgres']);
  expect(running).toEqual([]);
  expect(said).toEqual([]);
});

test('a renewed member is another process; its neighbours stay', async () => {
  await supervisor.add(sleeper('complaints'));
  await supervisor.add(sleeper('gateway'));
  const before = [pidOf('complaints'), pidOf('gateway')];
  await supervisor.renew('complaints');
  expect(pidOf('complaints')).not.toBe(before[0]);
  expect(pidOf('gateway')).toBe(before[1]);
  expect(said).toEqual([]);
});
