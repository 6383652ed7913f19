import type { LoggerService } from '@nestjs/common';
import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';
import { errorFields, messageOf } from './error-fields.js';
import { maskFields, maskText } from './log-masking.js';
import type { LogLevel } from './service-config.js';

export type { Logger } from 'pino';

export interface LoggerOptions {
  readonly service: string;
  readonly level: LogLevel;
  /** Ids of what is being worked on, such as `correlationId` and `traceId`; read for every line. */
  readonly context?: () => Readonly<Record<string, unknown>> | undefined;
  /** Standard output unless a test says otherwise. */
  readonly destination?: DestinationStream;
}

/**
 * One JSON object a line: time (ISO 8601), level, service, ids, msg. Personal data and secrets are masked by field name at any depth,
 * and phone numbers, ID numbers and tokens wherever they stand in a text.
 */
export function createLogger({ service, level, context, destination }: LoggerOptions): Logger {
  return pino(
    {
      level,
      base: { service },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: maskFields },
      serializers: { err: errorFields, error: errorFields },
      hooks: {
        streamWrite: maskText,
        // Without a message of its own a line would take the error's as it is.
        logMethod(args, method) {
          const [first, message] = args as [unknown, unknown?];
          const error =
            first instanceof Error
              ? first
              : isRecord(first) && first['err'] instanceof Error
                ? first['err']
                : undefined;
          if (error && message === undefined)
            return method.call(this, first instanceof Error ? { err: error } : first, messageOf(error));
          return method.apply(this, args);
        },
      },
      // pino writes the line's fields into what it gets here: a new object for each line.
      ...(context ? { mixin: () => ({ ...context() }) } : {}),
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** What Nest says while it wires the modules is of interest only to who looks for a fault. */
const CHATTY = new Set([
  'InstanceLoader',
  'NestFactory',
  'NestApplication',
  'NestMicroservice',
  'RoutesResolver',
  'RouterExplorer',
]);

/** Nest's logger, writing to ours. */
export function nestLogger(logger: Logger): LoggerService {
  const write =
    (level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal') =>
    (message: unknown, ...rest: unknown[]) => {
      const context = rest.at(-1);
      const fields: Record<string, unknown> = typeof context === 'string' && !context.includes('\n') ? { context } : {};
      // `{ msg, err, traceId }`: the house's own form keeps its fields.
      if (isFields(message)) {
        const { msg, ...more } = message;
        logger[level]({ ...fields, ...more }, typeof msg === 'string' ? msg : '');
        return;
      }
      const error = [message, ...rest].find((each) => each instanceof Error);
      if (error) fields['err'] = error;
      const quiet = level === 'info' && typeof context === 'string' && CHATTY.has(context);
      logger[quiet ? 'debug' : level](
        fields,
        typeof message === 'string' ? message : error ? messageOf(error) : JSON.stringify(message),
      );
    };
  return {
    verbose: write('trace'),
    debug: write('debug'),
    log: write('info'),
    warn: write('warn'),
    error: write('error'),
    fatal: write('fatal'),
  };
}

const isFields = (message: unknown): message is Record<string, unknown> =>
  typeof message === 'object' && message !== null && 'msg' in message && !(message instanceof Error);
