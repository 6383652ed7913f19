import { readFileSync } from 'node:fs';

/**
 * Calls `end` when the npm (or the shell of its script) that launched this process is gone, so that a killed npm leaves
 * nothing running. Started by hand, without npm, a process outlives its shell as usual. Linux only; elsewhere a killed
 * npm leaves the program to Ctrl-C.
 */
export function endWithLauncher(end) {
  if (process.env.npm_lifecycle_event === undefined || process.platform !== 'linux') return;
  const launchers = launchersOf(process.ppid);
  const timer = setInterval(() => {
    if (launchers.every(({ pid, start }) => statOf(pid)?.start === start)) return;
    clearInterval(timer);
    end();
  }, 300);
  timer.unref();
}

/** Our parent and, through shells and our own programs, those above it up to npm. */
function launchersOf(first) {
  const found = [];
  for (let pid = first; pid > 1;) {
    const stat = statOf(pid);
    if (!stat) break;
    found.push({ pid, start: stat.start });
    if (!/^(sh|dash|bash|ash|busybox)$/.test(stat.name) && !isOurs(pid)) break;
    pid = stat.parent;
  }
  return found;
}

function isOurs(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('bootstrap.mjs');
  } catch {
    return false;
  }
}

function statOf(pid) {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = line.lastIndexOf(')');
    const fields = line.slice(end + 2).split(' ');
    if (fields[0] === 'Z') return undefined;
    return { name: line.slice(line.indexOf('(') + 1, end), parent: Number(fields[1]), start: fields[19] };
  } catch {
    return undefined;
  }
}
