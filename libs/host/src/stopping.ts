import type { Logger } from './logging.js';

export type StopStep = readonly [name: string, run: () => Promise<void> | void];

export interface StopOptions {
  /** Milliseconds after which the process ends, whatever still runs. */
  readonly limitMs: number;
  readonly logger: Logger;
  /** Ends the process; a test puts its own here. */
  readonly exit?: (code: number) => void;
}

export interface Stopping {
  /** Runs the steps as a signal would and ends the process; a second call waits for the first. */
  stop(reason: string): Promise<void>;
  /** Takes the signal handlers away again. */
  release(): void;
}

/**
 * SIGTERM and SIGINT run the steps in order, then the process ends with 0. A step that fails is logged and the next one runs. A second
 * signal ends it at once with 1, so does the limit. An error that nobody caught is logged and ends the process with 1.
 */
export function onStop(
  steps: readonly StopStep[],
  { limitMs, logger, exit = (code) => process.exit(code) }: StopOptions,
): Stopping {
  let stopping: Promise<void> | undefined;
  let current = '';

  const run = async (reason: string) => {
    const started = performance.now();
    logger.info({ reason }, 'stopping');
    const limit = setTimeout(() => {
      logger.error({ step: current, limitMs }, 'stopping took too long; ending the process');
      exit(1);
    }, limitMs);
    for (const [name, step] of steps) {
      current = name;
      try {
        await step();
      } catch (error) {
        logger.error({ err: error, step: name }, 'a step of stopping failed; going on with the next one');
      }
    }
    clearTimeout(limit);
    logger.info({ ms: Math.round(performance.now() - started) }, 'stopped');
    exit(0);
  };

  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping) {
      logger.warn({ signal, step: current }, 'second signal; ending the process at once');
      exit(1);
      return;
    }
    stopping = run(signal);
  };
  const onCrash = (error: unknown) => {
    logger.fatal({ err: error }, 'an error that nobody caught; ending the process');
    exit(1);
  };

  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  process.on('uncaughtException', onCrash).on('unhandledRejection', onCrash);
  return {
    stop: (reason) => (stopping ??= run(reason)),
    release() {
      process.off('SIGTERM', onSignal).off('SIGINT', onSignal);
      process.off('uncaughtException', onCrash).off('unhandledRejection', onCrash);
    },
  };
}
