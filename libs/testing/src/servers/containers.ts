import { engineAnswers, hasImage, pullImage } from './docker.js';
import { NATS_IMAGE } from './find-nats-server.js';

/** Servers in containers. Undefined instead of a URL: use the programs of this machine. */
export interface Containers {
  /** Fetches images that are missing now, so that no spec's time runs out over it. */
  prepare(): Promise<void>;
  postgres(): Promise<string | undefined>;
  nats(): Promise<string | undefined>;
  close(): Promise<void>;
}

const POSTGRES_IMAGE = 'postgres:18';
const PATIENCE_MS = 60_000;

/** One refusal (no image within 60 s, a container that does not start) is enough: nothing is asked of the engine after it. */
export function containers(tell: (line: string) => void): Containers {
  const running: { stop(): Promise<unknown> }[] = [];
  let answers: Promise<boolean> | undefined;
  let refused = false;

  function refuse(image: string, why: string): void {
    if (!refused) tell(`Docker answers but gave no ${image} (${why}): using the programs of this machine`);
    refused = true;
  }

  async function started<T extends { stop(): Promise<unknown> }>(
    image: string,
    start: () => Promise<T>,
  ): Promise<T | undefined> {
    answers ??= engineAnswers();
    if (refused || !(await answers)) return undefined;
    try {
      const container = await within(PATIENCE_MS, start());
      running.push(container);
      return container;
    } catch (error) {
      refuse(image, reason(error));
      return undefined;
    }
  }

  return {
    async prepare() {
      answers ??= engineAnswers();
      if (!(await answers)) return;
      for (const image of [POSTGRES_IMAGE, NATS_IMAGE]) {
        if (refused || (await hasImage(image))) continue;
        tell(`Docker fetches ${image} for the tests`);
        if (!(await pullImage(image, PATIENCE_MS))) refuse(image, `the engine could not fetch it`);
      }
    },
    async postgres() {
      const container = await started(POSTGRES_IMAGE, async () => {
        const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
        const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'];
        return new PostgreSqlContainer(POSTGRES_IMAGE)
          .withUsername('postgres')
          .withDatabase('postgres')
          .withCommand(['postgres', ...settings.flatMap((each) => ['-c', each])])
          .start();
      });
      return container?.getConnectionUri();
    },
    async nats() {
      const container = await started(NATS_IMAGE, async () => {
        const { GenericContainer, Wait } = await import('testcontainers');
        return new GenericContainer(NATS_IMAGE)
          .withCommand(['-js'])
          .withExposedPorts(4222)
          .withWaitStrategy(Wait.forLogMessage('Server is ready'))
          .start();
      });
      return container && `nats://${container.getHost()}:${container.getMappedPort(4222)}`;
    },
    async close() {
      await Promise.allSettled(running.map((container) => container.stop()));
    },
  };
}

/** What arrives too late is stopped again. */
async function within<T extends { stop(): Promise<unknown> }>(patience: number, work: Promise<T>): Promise<T> {
  let late = false;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      late = true;
      reject(new Error(`nothing within ${patience / 1000} s`));
    }, patience);
  });
  work.then(
    (container) => (late ? container.stop() : undefined),
    () => undefined,
  );
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

function reason(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
