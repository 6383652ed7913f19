import { spawn } from 'node:child_process';
import { existsSync, readdirSync, watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import type { Layout } from './layout.js';
import type { Screen } from './screen.js';
import { seconds } from './screen.js';

const SETTLE_MS = 150;

/** Builds the service anew at each change of its sources or a lib's, and calls `renew` when the build is good. */
export function watchService(
  service: string,
  layout: Layout,
  screen: Screen,
  renew: () => Promise<void>,
): { close(): void } {
  let timer: NodeJS.Timeout | undefined;
  let work = Promise.resolve();
  const rebuild = async () => {
    const began = performance.now();
    if (await build(service, layout)) {
      await renew();
      screen.say(`  ✓ ${service} built and started again  ${seconds(began)}`);
    } else screen.say(`  ! ${service} does not build; the one that runs is left alone`);
  };
  const changed = (_event: string, file: string | null) => {
    if (!file?.endsWith('.ts') || file.endsWith('.spec.ts')) return;
    clearTimeout(timer);
    timer = setTimeout(() => (work = work.then(rebuild)), SETTLE_MS);
  };
  const libs = readdirSync(join(layout.root, 'libs')).map((lib) => join(layout.root, 'libs', lib, 'src'));
  const folders = [join(layout.root, 'services', service, 'src'), ...libs].filter((folder) => existsSync(folder));
  const watchers: FSWatcher[] = folders.map((folder) => watch(folder, { recursive: true }, changed));
  return {
    close() {
      clearTimeout(timer);
      for (const each of watchers) each.close();
    },
  };
}

async function build(service: string, layout: Layout): Promise<boolean> {
  const program = join(layout.root, 'deploy', 'local', 'build.mjs');
  const child = spawn(process.execPath, [program, service], {
    cwd: layout.root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((done) => {
    child.once('error', () => done(false));
    child.once('close', (code) => done(code === 0));
  });
}
