import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Clocks } from '../demo/clocks.js';
import type { Layout } from './layout.js';
import type { Screen } from './screen.js';
import { seconds } from './screen.js';

/** Loads the demo project through the public API, once per data folder; `clocks` is the server whose departments' clocks it may put back. A failure is shown; the system stays up. */
export class DemoLoad {
  private child: ChildProcess | undefined;

  constructor(
    private readonly layout: Layout,
    private readonly screen: Screen,
  ) {}

  private get marker(): string {
    return join(this.layout.data, 'demo-loaded');
  }

  async run(gateway: string, issuer: string, clocks: string): Promise<void> {
    const program = this.layout.bundle('demo');
    if (existsSync(this.marker) || !existsSync(program)) return;
    if (process.env['DEMO'] === 'off') {
      // A load that was killed at its beginning may have left them in the past.
      await new Clocks(clocks).putBack(0);
      return;
    }
    const began = performance.now();
    this.screen.say(`The system is ready at ${gateway}; loading the demo project (only this first time)`);
    const code = await this.spawn(program, { GATEWAY_URL: gateway, ISSUER_URL: issuer, CLOCKS_URL: clocks });
    if (code === 0) {
      await writeFile(this.marker, `${new Date().toISOString()}\n`);
      this.screen.say(`  ✓ demo project  ${seconds(began)}`);
    } else if (this.child !== undefined) {
      this.screen.say(
        `  ! the demo project was not loaded (code ${code}); the system is up, the next npm start tries again`,
      );
    }
  }

  stop(): void {
    const { child } = this;
    this.child = undefined;
    child?.kill('SIGTERM');
  }

  private async spawn(program: string, env: Record<string, string>): Promise<number | null> {
    const child = spawn(process.execPath, [program], {
      cwd: this.layout.root,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      env: {
        PATH: process.env['PATH'],
        NODE_ENV: 'development',
        NODE_COMPILE_CACHE: this.layout.compileCache,
        PHONES_FOLDER: join(this.layout.data, 'phones'),
        ...env,
      },
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => this.screen.say(`  ${line}`));
    }
    return new Promise((done, failed) => {
      child.once('error', failed);
      child.once('close', done);
    });
  }
}
