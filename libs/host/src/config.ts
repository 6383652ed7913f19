import { inspect } from 'node:util';
import type { Reader } from './config-readers.js';

/** What is known of one setting beside its name and its reader. */
export interface EnvOptions {
  /** Shown when the value is missing or wrong. */
  readonly example: string;
  /** Used when the variable is not set or empty; a function gets NODE_ENV. Without it and without `optional` the variable must be set. */
  readonly default?: unknown;
  readonly optional?: boolean;
  /** Never printed, neither in messages nor when the config is logged. */
  readonly secret?: boolean;
  /** Refused when NODE_ENV is production. */
  readonly developmentOnly?: boolean;
  /** In production a value that anybody could guess is refused: says why, or undefined. */
  readonly guessable?: (written: string) => string | undefined;
}

/** A class that states its settings with `@Env`. */
export type ConfigClass<T extends object> = new () => T;

type Environment = Readonly<Record<string, string | undefined>>;

interface Setting extends EnvOptions {
  readonly property: string;
  readonly env: string;
  readonly read: Reader<unknown>;
}

/** The configuration is wrong: the message lists everything that is, one line each, ready to be printed. Never holds a secret's value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly string[]) {
    const count = faults.length === 1 ? 'one place' : `${faults.length} places`;
    super([`The configuration is wrong in ${count}:`, ...faults.map((fault) => `  ${fault}`)].join('\n'));
  }
}

const settings = new WeakMap<object, Setting[]>();

/** One setting, read from the environment variable `env`. A subclass may state a setting anew. */
export function Env(env: string, read: Reader<unknown>, options: EnvOptions): PropertyDecorator {
  return (prototype, key) => {
    const own = settings.get(prototype) ?? [];
    settings.set(prototype, own);
    own.push({ ...options, property: String(key), env, read });
  };
}

function settingsOf(Config: ConfigClass<object>): readonly Setting[] {
  const byProperty = new Map<string, Setting>();
  const chain: object[] = [];
  for (let at = Config.prototype as object | null; at; at = Object.getPrototypeOf(at) as object | null)
    chain.unshift(at);
  for (const prototype of chain)
    for (const setting of settings.get(prototype) ?? []) byProperty.set(setting.property, setting);
  return [...byProperty.values()];
}

/** Reads and freezes the config. Throws ConfigError with every wrong value at once; logging the result shows no secret. */
export function readConfig<T extends object>(Config: ConfigClass<T>, env: Environment = process.env): T {
  const nodeEnv = env['NODE_ENV']?.trim() || 'production';
  const faults: string[] = [];
  const config = new Config();
  const shown: Record<string, unknown> = {};
  for (const setting of settingsOf(Config)) {
    const outcome = readOne(setting, env[setting.env]?.trim() || undefined, nodeEnv);
    if ('fault' in outcome) faults.push(outcome.fault);
    else {
      Object.assign(config, { [setting.property]: outcome.value });
      shown[setting.property] = setting.secret && outcome.value !== undefined ? '[secret]' : outcome.value;
    }
  }
  if (faults.length > 0) throw new ConfigError(faults);
  const show = { value: () => shown, enumerable: false };
  return Object.freeze(Object.defineProperties(config, { toJSON: show, [inspect.custom]: show }));
}

type Outcome = { readonly value: unknown } | { readonly fault: string };

function readOne(setting: Setting, written: string | undefined, nodeEnv: string): Outcome {
  const example = `; example: ${setting.env}=${setting.example}`;
  if (written === undefined) {
    const fallback: unknown =
      typeof setting.default === 'function'
        ? (setting.default as (nodeEnv: string) => unknown)(nodeEnv)
        : setting.default;
    if (fallback !== undefined || setting.optional) return { value: fallback };
    return { fault: `${setting.env} is missing${example}` };
  }
  const production = nodeEnv === 'production';
  if (production && setting.developmentOnly)
    return { fault: `${setting.env} is for development only; unset it, or say NODE_ENV=development` };
  const weakness = production ? setting.guessable?.(written) : undefined;
  if (weakness) return { fault: `${setting.env} ${weakness} (its value is not shown)${example}` };
  try {
    return { value: setting.read(written) };
  } catch (error) {
    const wrong = error instanceof Error ? error.message : 'cannot be read';
    const value = setting.secret ? ' (its value is not shown)' : `, but is ${JSON.stringify(written.slice(0, 80))}`;
    return { fault: `${setting.env} ${wrong}${value}${example}` };
  }
}
