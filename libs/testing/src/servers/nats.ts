import { spawn, spawnSync } from 'node:child_process';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findNatsServer, type NatsProgram } from './find-nats-server.js';
import { freePort } from './free-port.js';
import { commandOf, endProcess, gone, guard } from './processes.js';

export interface NatsOptions {
  /** Where JetStream keeps its files; made when missing. */
  storeDir: string;
  port?: number;
  /** Opens nats-server's monitoring (`/varz`, `/jsz`) on this port. */
  monitorPort?: number;
  /** A nats-server configuration file, for users and permissions. */
  configFile?: string;
  /** Variables that the configuration file refers to, such as passwords. */
  environment?: Record<string, string>;
}

export interface NatsServer {
  url: string;
  port: number;
  pid: number;
  stop(): Promise<void>;
  /** Kills the server as a power cut would, and waits until it is gone. */
  kill9(): Promise<void>;
}

const READY_WITHIN_MS = 15_000;

/**
 * A real nats-server with JetStream on 127.0.0.1, ready in 20–60 ms. One left behind in the same folder by a killed
 * starter is stopped first. Whatever ends this process ends the server too.
 */
export async function startNats(options: NatsOptions, program?: NatsProgram): Promise<NatsServer> {
  const storeDir = resolve(options.storeDir);
  const chosen = program ?? (await findNatsServer());
  await mkdir(storeDir, { recursive: true });
  await stopLeftoverNats(storeDir);
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    const said = await launch(chosen, storeDir, port, options);
    if (typeof said !== 'string') return said;
    if (attempt === 5 || options.port !== undefined || !said.includes('address already in use')) {
      throw new Error(`nats-server did not start in ${storeDir}: ${said.trim().split('\n').slice(-8).join('\n')}`);
    }
  }
}

async function launch(
  program: NatsProgram,
  storeDir: string,
  port: number,
  options: NatsOptions,
): Promise<NatsServer | string> {
  const logFile = `${storeDir}.log`;
  const log = await open(logFile, 'w');
  const [command, args] = commandLine(program, storeDir, port, options);
  const env = { ...process.env, ...options.environment };
  const server = spawn(command, args, { stdio: ['ignore', log.fd, log.fd], detached: true, env });
  let failure: Error | undefined;
  server.once('error', (error) => (failure = error));
  server.unref();
  const release = server.pid === undefined ? () => {} : guard(server.pid, 'SIGINT');
  await log.close();
  for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; await pause(10)) {
    if (failure) return failure.message;
    if (server.exitCode !== null || server.signalCode !== null) break;
    if (server.pid !== undefined && (await greets(port))) {
      await writeFile(pidFile(storeDir), String(server.pid));
      return handle(program, server.pid, release, port, storeDir);
    }
  }
  if (server.pid !== undefined) await endProcess(server.pid);
  release();
  return readFile(logFile, 'utf8');
}

function commandLine(
  program: NatsProgram,
  storeDir: string,
  port: number,
  { monitorPort, configFile, environment = {} }: NatsOptions,
): [string, string[]] {
  const config = configFile === undefined ? [] : ['-c', resolve(configFile)];
  const monitor = monitorPort === undefined ? [] : ['-m', String(monitorPort)];
  if (program.kind === 'binary') {
    return [program.path, [...config, '-js', '-a', '127.0.0.1', '-p', String(port), ...monitor, '-sd', storeDir]];
  }
  const publish = [port, ...(monitorPort === undefined ? [] : [monitorPort])].flatMap((each) => [
    '-p',
    `127.0.0.1:${each}:${each}`,
  ]);
  const mounts = [storeDir, ...(configFile === undefined ? [] : [resolve(configFile)])].flatMap((each) => [
    '-v',
    `${each}:${each}`,
  ]);
  const user = `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`;
  return [
    'docker',
    [
      ...['run', '--rm', '--name', containerName(port), '--user', user, ...publish, ...mounts],
      ...[...Object.keys(environment).flatMap((name) => ['-e', name]), program.image],
      ...[...config, '-js', '-p', String(port), ...monitor, '-sd', storeDir],
    ],
  ];
}

/** Killing the docker command does not kill the server inside: the container has a name to be killed by. */
function containerName(port: number): string {
  return `linli-nats-${port}`;
}

function handle(program: NatsProgram, pid: number, release: () => void, port: number, storeDir: string): NatsServer {
  return {
    url: `nats://127.0.0.1:${port}`,
    port,
    pid,
    async stop() {
      await endProcess(pid, ['SIGINT', 'SIGKILL'], 10_000);
      await rm(pidFile(storeDir), { force: true });
      release();
    },
    async kill9() {
      if (program.kind === 'docker') spawnSync('docker', ['kill', containerName(port)], { stdio: 'ignore' });
      else process.kill(pid, 'SIGKILL');
      await gone(pid, 5_000);
      release();
    },
  };
}

function pidFile(storeDir: string): string {
  return join(storeDir, 'nats-server.pid');
}

/** Stops a server that still runs in this folder. Ours only if it was started with this very folder. */
export async function stopLeftoverNats(storeDir: string): Promise<void> {
  const pid = Number(await readFile(pidFile(storeDir), 'utf8').catch(() => ''));
  if (!pid) return;
  if (commandOf(pid)?.endsWith(`-sd ${storeDir}`)) await endProcess(pid, ['SIGINT', 'SIGKILL'], 10_000);
  await rm(pidFile(storeDir), { force: true });
}

/** The server's first line is `INFO {…}`; JetStream must be in it. */
async function greets(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 1_000 });
    let heard = '';
    const finish = (ready: boolean) => {
      socket.destroy();
      answer(ready);
    };
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString();
      if (heard.includes('\r\n')) finish(heard.startsWith('INFO') && heard.includes('"jetstream":true'));
    });
    socket.once('timeout', () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('close', () => finish(false));
  });
}
