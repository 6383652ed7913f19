import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Whether a process with this id runs. A zombie does not count. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return statOf(pid)?.state !== 'Z';
}

/** The command line of a running process, words parted by blanks; undefined when there is no such process. */
export function commandOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return ps(pid, 'command=');
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return undefined;
  }
}

/** A mark of when the process started. The same pid with another mark is another process. */
export function startOf(pid: number): string | undefined {
  return process.platform === 'linux' ? statOf(pid)?.start : ps(pid, 'lstart=');
}

/** Asks with the first signal, insists with the next ones; each has `patience` ms. Returns when the process is gone. */
export async function endProcess(
  pid: number,
  signals: NodeJS.Signals[] = ['SIGTERM', 'SIGKILL'],
  patience = 5_000,
): Promise<void> {
  for (const signal of signals) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    if (await gone(pid, patience)) return;
  }
  throw new Error(`process ${pid} (${commandOf(pid) ?? 'unknown'}) does not end, not even by ${signals.at(-1)}`);
}

/** Waits until the process is gone; false when it is still there after `patience` ms. */
export async function gone(pid: number, patience: number): Promise<boolean> {
  for (const deadline = Date.now() + patience; Date.now() < deadline; await pause(10)) {
    if (!isAlive(pid)) return true;
  }
  return !isAlive(pid);
}

/** The processes started by this one, one level deep. Empty where the system has no /proc. */
export function childrenOf(pid: number): number[] {
  try {
    const ids = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return ids.split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/**
 * Stops `pid` when this process ends, however it ends (kill -9 too): a shell waits for the end of a pipe that only we
 * hold open. Call the returned function once the process was stopped in order.
 */
export function guard(pid: number, signal: NodeJS.Signals = 'SIGINT'): () => void {
  const script = 'trap "" INT TERM HUP; read -r _; kill -s "$2" "$1"';
  const watcher: ChildProcess = spawn('/bin/sh', ['-c', script, 'guard', String(pid), signal.slice(3)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  });
  watcher.unref();
  const pipe = watcher.stdin as unknown as { unref?: () => void } | null;
  pipe?.unref?.();
  return () => {
    if (watcher.pid === undefined) return;
    try {
      process.kill(-watcher.pid, 'SIGKILL');
    } catch {
      watcher.kill('SIGKILL');
    }
  };
}

function statOf(pid: number): { state: string; start: string } | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', start: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

function ps(pid: number, field: string): string | undefined {
  // The same words whatever language and time zone the caller has.
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  const found = spawnSync('ps', ['-o', field, '-p', String(pid)], { encoding: 'utf8', env });
  return found.status === 0 ? found.stdout.trim() || undefined : undefined;
}
