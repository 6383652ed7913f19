import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Printed } from './printed.js';

/** The fonts and what lays out a page take 60 MB: they live in a thread that ends when nobody prints for so long. */
const IDLE_MS = 10_000;

interface Waiting {
  readonly done: (bytes: Uint8Array) => void;
  readonly failed: (error: Error) => void;
}

interface Answer {
  readonly id: number;
  readonly bytes?: Uint8Array;
  readonly error?: string;
}

let press: Press | undefined;

/** The paper as PDF, with the letters that it uses of a Chinese font. Does not hold up the service: it is made in a thread of its own. */
export function print(printed: Printed): Promise<Uint8Array> {
  press ??= new Press(() => (press = undefined));
  return press.print(printed);
}

class Press {
  private readonly waiting = new Map<number, Waiting>();
  private readonly thread: Worker;
  private next = 0;
  private idle?: NodeJS.Timeout;

  constructor(private readonly over: () => void) {
    this.thread = new Worker(programOf(), { workerData: fonts(), name: 'print', execArgv: [] });
    this.thread.unref();
    this.thread.on('message', (answer: Answer) => this.take(answer));
    this.thread.on('error', (error: Error) => this.fail(error));
    this.thread.on('exit', () => this.fail(new Error('The printing thread ended.')));
  }

  print(printed: Printed): Promise<Uint8Array> {
    clearTimeout(this.idle);
    return new Promise((done, failed) => {
      this.next += 1;
      this.waiting.set(this.next, { done, failed });
      this.thread.ref();
      this.thread.postMessage({ id: this.next, printed });
    });
  }

  private take({ id, bytes, error }: Answer): void {
    const asked = this.waiting.get(id);
    this.waiting.delete(id);
    if (bytes) asked?.done(bytes);
    else asked?.failed(new Error(`It could not be printed: ${error}`));
    if (this.waiting.size > 0) return;
    this.thread.unref();
    this.idle = setTimeout(() => {
      this.over();
      void this.thread.terminate();
    }, IDLE_MS).unref();
  }

  private fail(error: Error): void {
    clearTimeout(this.idle);
    this.over();
    for (const { failed } of this.waiting.values()) failed(error);
    this.waiting.clear();
  }
}

/** Beside the bundle stands the thread's own; from source it is run as it is. */
function programOf(): URL {
  const bundled = new URL('./print.js', import.meta.url);
  return existsSync(fileURLToPath(bundled)) ? bundled : new URL('./print-thread.ts', import.meta.url);
}

/** The font stands beside the bundle, or in its package. */
function fonts(): { regular: string; bold: string } {
  const beside = (name: string) => fileURLToPath(new URL(`./${name}`, import.meta.url));
  if (existsSync(beside('regular.ttf'))) return { regular: beside('regular.ttf'), bold: beside('bold.ttf') };
  const { resolve } = createRequire(import.meta.url);
  return {
    regular: resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
    bold: resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'),
  };
}
