import 'reflect-metadata';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  Min,
  MinLength,
  ValidateBy,
  ValidateNested,
} from 'class-validator';

/** What is known of one field of a message: the one source of validation, OpenAPI, binding and masking. */
export interface FieldMeta {
  readonly name: string;
  readonly type: 'id' | 'text' | 'int' | 'decimal' | 'fen' | 'instant' | 'day' | 'bool' | 'enum' | 'object';
  readonly list: boolean;
  readonly optional: boolean;
  readonly description?: string;
  readonly min?: number;
  readonly max?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  /** A text that fits the pattern, for whoever typed one that does not. */
  readonly like?: string;
  /** Most decimals of a number. */
  readonly places?: number;
  readonly values?: readonly string[];
  readonly of?: () => MessageClass;
  /** Bound from the If-Match header: the version of the aggregate the sender has seen. */
  readonly version?: boolean;
  /** Kind of personal data; such a field is masked in lists and never stands in an event. */
  readonly personal?: PersonalKind;
  /** Names projects by their codes; a command for one that its department does not know is refused. */
  readonly project?: boolean;
}

export type PersonalKind = 'name' | 'phone' | 'id-number' | 'address' | 'text';
export type MessageClass<T extends object = object> = new () => T;

interface Common {
  /** May be left out. A field without it must be given. */
  optional?: boolean;
  /** What a person calls it, in Chinese where the form has a name for it. */
  description?: string;
}

const own = new WeakMap<object, Map<string, FieldMeta>>();

/** Fields of a message class in the order they are written, inherited ones first. */
export function fieldsOf(message: MessageClass): readonly FieldMeta[] {
  const known = cache.get(message);
  if (known) return known;
  const chain: object[] = [];
  for (let at: object | null = message.prototype as object; at; at = Object.getPrototypeOf(at) as object | null)
    chain.unshift(at);
  const merged = new Map<string, FieldMeta>();
  for (const prototype of chain) for (const [name, meta] of own.get(prototype) ?? []) merged.set(name, meta);
  const fields = [...merged.values()];
  cache.set(message, fields);
  return fields;
}
const cache = new WeakMap<object, readonly FieldMeta[]>();

function note(prototype: object, name: string, part: Partial<FieldMeta>): void {
  const fields = own.get(prototype) ?? new Map<string, FieldMeta>();
  own.set(prototype, fields);
  const before = fields.get(name) ?? ({ name, type: 'text', list: false, optional: false } satisfies FieldMeta);
  fields.set(name, { ...before, ...part });
}

function field(part: Partial<FieldMeta>, common: Common, checks: PropertyDecorator[]): PropertyDecorator {
  return (prototype, key) => {
    const name = String(key);
    note(prototype, name, {
      ...part,
      optional: common.optional ?? false,
      ...(common.description ? { description: common.description } : {}),
    });
    if (common.optional) IsOptional()(prototype, key);
    for (const check of checks) check(prototype, key);
  };
}

const inEach = (list: boolean) => ({ each: list });
const listChecks = (list: boolean, max: number): PropertyDecorator[] => (list ? [IsArray(), ArrayMaxSize(max)] : []);

/** An identifier: UUID in lower or upper case. */
export function Id(options: Common = {}): PropertyDecorator {
  return field({ type: 'id' }, options, [IsUUID()]);
}

/** A list of identifiers, at most `max`. */
export function Ids(options: Common & { max?: number } = {}): PropertyDecorator {
  const max = options.max ?? 100;
  return field({ type: 'id', list: true, maxItems: max }, options, [
    ...listChecks(true, max),
    IsUUID(undefined, inEach(true)),
  ]);
}

interface TextOptions extends Common {
  /** Longest allowed, in characters. */
  max?: number;
  min?: number;
  pattern?: RegExp;
  /** A text that fits the pattern; who types another one is shown it. */
  like?: string;
}

// A NUL cannot be stored by PostgreSQL, a lone surrogate cannot be encoded: both are bad input, not a server error.
const storable = (list: boolean) =>
  ValidateBy(
    {
      name: 'storable',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && !value.includes('\0') && value.isWellFormed(),
      },
    },
    inEach(list),
  );

// In code points, as PostgreSQL counts them.
const atMost = (max: number, list: boolean) =>
  ValidateBy(
    {
      name: 'maxLength',
      validator: { validate: (value: unknown) => typeof value === 'string' && isAtMost(value, max) },
    },
    inEach(list),
  );
/** Characters that leave no mark, such as U+200B, are no name and no text. */
const VISIBLE = /[^\s\p{Cf}\p{Cc}]/u;
const notBlank = (list: boolean) =>
  ValidateBy(
    { name: 'notBlank', validator: { validate: (value: unknown) => typeof value === 'string' && VISIBLE.test(value) } },
    inEach(list),
  );
const isAtMost = (text: string, max: number) =>
  text.length <= max || (text.length <= 2 * max && [...text].length <= max);

function textChecks(options: TextOptions, list: boolean): PropertyDecorator[] {
  const max = options.max ?? 200;
  const checks = [IsString(inEach(list)), atMost(max, list), storable(list)];
  const min = leastOf(options);
  if (min > 0) checks.push(MinLength(min, inEach(list)), notBlank(list));
  if (options.pattern) checks.push(Matches(options.pattern, inEach(list)));
  return checks;
}

const leastOf = (options: TextOptions) => options.min ?? (options.optional ? 0 : 1);
const describedText = (options: TextOptions) => ({
  type: 'text' as const,
  max: options.max ?? 200,
  ...(leastOf(options) > 0 ? { min: leastOf(options) } : {}),
  ...(options.pattern ? { pattern: options.pattern.source } : {}),
  ...(options.like === undefined ? {} : { like: options.like }),
});

/** Text up to `max` characters (200 unless told); a mandatory one is not blank. */
export function Text(options: TextOptions = {}): PropertyDecorator {
  return field(describedText(options), options, textChecks(options, false));
}

/** A list of texts, at most `maxItems`, each as in `Text`. */
export function Texts(options: TextOptions & { maxItems?: number } = {}): PropertyDecorator {
  const maxItems = options.maxItems ?? 50;
  const each = { ...options, optional: false };
  return field({ ...describedText(each), list: true, maxItems }, options, [
    ...listChecks(true, maxItems),
    ...textChecks(each, true),
  ]);
}

/** The code of a project, which must be known to the department that gets it in a command. */
export function ProjectCode(options: Common = {}): PropertyDecorator {
  return (prototype, key) => {
    Text({ ...options, min: 1, max: 64 })(prototype, key);
    note(prototype, String(key), { project: true });
  };
}

/** Codes of projects, at most `maxItems`, each as in `ProjectCode`. */
export function ProjectCodes(options: Common & { maxItems: number }): PropertyDecorator {
  return (prototype, key) => {
    Texts({ ...options, max: 64 })(prototype, key);
    note(prototype, String(key), { project: true });
  };
}

/** A whole number between `min` and `max`, both included. */
export function Int(options: Common & { min?: number; max?: number } = {}): PropertyDecorator {
  const min = options.min ?? 0;
  const max = options.max ?? 2_147_483_647;
  return field({ type: 'int', min, max }, options, [IsInt(), Min(min), Max(max)]);
}

const decimal = (places: number) =>
  ValidateBy({
    name: 'decimal',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'number' && Number.isFinite(value) && Number(value.toFixed(places)) === value,
    },
  });

/** A number with at most `places` decimals (2 unless told), such as square metres. */
export function Decimal(options: Common & { min?: number; max?: number; places?: number } = {}): PropertyDecorator {
  const min = options.min ?? 0;
  const max = options.max ?? 1_000_000_000;
  const places = options.places ?? 2;
  return field({ type: 'decimal', min, max, places }, options, [decimal(places), Min(min), Max(max)]);
}

/** Money in whole fen (1/100 yuan); not negative unless `min` says so. */
export function Fen(options: Common & { min?: number; max?: number } = {}): PropertyDecorator {
  const min = options.min ?? 0;
  const max = options.max ?? 100_000_000_000_000;
  return field({ type: 'fen', min, max }, options, [IsInt(), Min(min), Max(max)]);
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;
const isInstant = (value: unknown) => {
  if (typeof value !== 'string' || !INSTANT.test(value) || !isDay(value.slice(0, 10))) return false;
  const time = Date.parse(value);
  return !Number.isNaN(time) && time >= -2_208_988_800_000 && time < 7_258_118_400_000;
};
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const isDay = (value: unknown) => {
  if (typeof value !== 'string' || !DAY.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return (
    !Number.isNaN(date.getTime()) &&
    date.toISOString().startsWith(value) &&
    value >= '1900-01-01' &&
    value < '2200-01-01'
  );
};

/** An instant as ISO 8601 with its offset, years 1900 to 2199. */
export function Instant(options: Common = {}): PropertyDecorator {
  return field({ type: 'instant' }, options, [ValidateBy({ name: 'instant', validator: { validate: isInstant } })]);
}

/** A business day in Asia/Shanghai as YYYY-MM-DD, years 1900 to 2199; the day must exist. */
export function Day(options: Common = {}): PropertyDecorator {
  return field({ type: 'day' }, options, [ValidateBy({ name: 'day', validator: { validate: isDay } })]);
}

export function Bool(options: Common = {}): PropertyDecorator {
  return field({ type: 'bool' }, options, [IsBoolean()]);
}

/** Asks an import for its result without taking a row: `onTrial` in its handler. */
export function DryRun(): PropertyDecorator {
  return Bool({ optional: true, description: '试导入: the same result, nothing is kept' });
}

/** One of a closed list of codes. */
export function OneOf(values: readonly string[], options: Common = {}): PropertyDecorator {
  return field({ type: 'enum', values }, options, [IsIn(values)]);
}

/** Several of a closed list of codes. */
export function ManyOf(values: readonly string[], options: Common & { max?: number } = {}): PropertyDecorator {
  const max = options.max ?? values.length;
  return field({ type: 'enum', values, list: true, maxItems: max }, options, [
    ...listChecks(true, max),
    IsIn(values, inEach(true)),
  ]);
}

/** A part with fields of its own. */
export function Part(of: () => MessageClass, options: Common = {}): PropertyDecorator {
  const object = ValidateBy({
    name: 'part',
    validator: {
      validate: (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value),
    },
  });
  return field({ type: 'object', of }, options, [object, ValidateNested()]);
}

/** A list of parts, at most `max` (100 unless told). */
export function Parts(of: () => MessageClass, options: Common & { max?: number } = {}): PropertyDecorator {
  const max = options.max ?? 100;
  const objects = ValidateBy({
    name: 'parts',
    validator: {
      validate: (value: unknown) =>
        Array.isArray(value) &&
        value.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item)),
    },
  });
  return field({ type: 'object', list: true, maxItems: max, of }, options, [
    IsArray(),
    ArrayMaxSize(max),
    objects,
    ValidateNested({ each: true }),
  ]);
}

const soughtFor = {
  persons: '姓名(相连的两个字)、拼音、首字母、电话或其后四位',
  words: '内容中的字词,多个用空格分开',
} as const;

/** What a colleague types to find rows: by a person (`PartySearch.among`) or by words of their text (`soughtWords`). */
export function Sought(by: keyof typeof soughtFor): PropertyDecorator {
  const text = Text({ optional: true, min: 1, max: 60, description: soughtFor[by] });
  return (prototype, key) => {
    text(prototype, key);
    if (by === 'persons') Personal('text')(prototype, key);
  };
}

/** The version of the aggregate the sender has seen: sent as `If-Match`, answered as `ETag`. */
export function Version(): PropertyDecorator {
  return field({ type: 'int', min: 1, max: 2_147_483_647, version: true }, {}, [IsInt(), Min(1), Max(2_147_483_647)]);
}

/** Marks a field as personal data: it is masked in lists, opened only for a purpose, and may not stand in an event. */
export function Personal(kind: PersonalKind): PropertyDecorator {
  return (prototype, key) => note(prototype, String(key), { personal: kind });
}
