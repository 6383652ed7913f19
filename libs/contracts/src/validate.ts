import { validateSync, type ValidationError } from 'class-validator';
import { fieldsOf, type FieldMeta, type MessageClass } from './fields.js';
import { otherFlaws, problemOf, worthTelling } from './flaws.js';
import { keepsRules } from './rules.js';

export interface Flaw {
  readonly field: string;
  readonly problem: string;
}

/** More do not help the sender, and the answer must fit into one message of the bus. */
const MOST_FLAWS = 100;

/**
 * The message as an instance of its class, or what is wrong with it, field by field, at most 100 flaws. Unknown fields
 * are wrong, whatever their names. An optional field that is null counts as left out: handlers never meet null.
 */
export function read<T extends object>(
  message: MessageClass<T>,
  plain: unknown,
): { value: T } | { flaws: readonly Flaw[] } {
  if (!isObject(plain)) return { flaws: [{ field: '', problem: otherFlaws.noObject }] };
  const flaws: Flaw[] = [];
  const value = shaped(message, plain, '', flaws);
  if (flaws.length === 0 && keepsRules(value)) return { value };
  const options = { forbidUnknownValues: false, validationError: { target: false } };
  const all = [...flaws, ...flatten(message, validateSync(value, options), '')];
  return all.length === 0 ? { value } : { flaws: all.slice(0, MOST_FLAWS) };
}

/** An instance with the fields that the class knows; goes only as deep as the class does, however deep the input is. */
function shaped<T extends object>(message: MessageClass<T>, plain: object, path: string, flaws: Flaw[]): T {
  const value = new message();
  const into = value as Record<string, unknown>;
  const fields = byName(message);
  for (const [name, given] of Object.entries(plain)) {
    const meta = fields.get(name);
    if (meta?.optional && given === null) continue;
    if (meta) into[name] = meta.of ? part(meta, given, `${path}${name}`, flaws) : given;
    else if (flaws.length < MOST_FLAWS) flaws.push(unknown(name, path));
  }
  return value;
}

/** What should be a part and is none stays so wrong that the rules of the field refuse it. */
function part({ of, list }: FieldMeta, given: unknown, path: string, flaws: Flaw[]): unknown {
  if (!of) return given;
  if (!list) return isObject(given) ? shaped(of(), given, `${path}.`, flaws) : Array.isArray(given) ? [] : given;
  if (!Array.isArray(given)) return isObject(given) ? {} : given;
  return given.map((item: unknown, index) => (isObject(item) ? shaped(of(), item, `${path}.${index}.`, flaws) : null));
}

function unknown(name: string, path: string): Flaw {
  const short = name.slice(0, 100);
  return { field: `${path}${short}`, problem: otherFlaws.unknown };
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const names = new WeakMap<object, ReadonlyMap<string, FieldMeta>>();

function byName(message: MessageClass): ReadonlyMap<string, FieldMeta> {
  const known = names.get(message) ?? new Map(fieldsOf(message).map((field) => [field.name, field]));
  names.set(message, known);
  return known;
}

/** The items of a list stand under its field as fields named by their place. */
function flatten(message: MessageClass, errors: readonly ValidationError[], prefix: string): Flaw[] {
  return errors.flatMap(({ property, value, constraints = {}, children = [] }) => {
    const path = prefix ? `${prefix}.${property}` : property;
    const field = byName(message).get(property);
    return [
      ...(field ? problemsOf(field, value, Object.keys(constraints)).map((problem) => ({ field: path, problem })) : []),
      ...flatten(field?.of?.() ?? message, children, path),
    ];
  });
}

function problemsOf(field: FieldMeta, value: unknown, broken: readonly string[]): readonly string[] {
  if (value === undefined || value === null) return [otherFlaws.missing];
  return [...new Set(worthTelling(broken, field).map((rule) => problemOf(rule, field)))];
}
