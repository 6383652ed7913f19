/** What the person at the terminal sees: one line per finished step, with the time it took. */
export interface Screen {
  say(line: string): void;
  /** Prints the step when it is done; when it takes long, says every ten seconds that it is still at it. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
}

const PATIENCE_MS = 10_000;

export function screen(write: (text: string) => void = (text) => process.stdout.write(text)): Screen {
  const say = (line: string) => write(`${line}\n`);
  return {
    say,
    async step(title, work) {
      const began = performance.now();
      const still = setInterval(() => say(`  … ${title}, ${seconds(began)}`), PATIENCE_MS);
      try {
        const result = await work();
        say(`  ✓ ${title}  ${seconds(began)}`);
        return result;
      } finally {
        clearInterval(still);
      }
    },
  };
}

export function seconds(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}
