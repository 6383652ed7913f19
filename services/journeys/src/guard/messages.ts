import fc from 'fast-check';
import { fieldsOf, type FieldMeta, type MessageClass } from '@linli/contracts';
import { plusDays } from '@linli/kernel';

type Message = Record<string, unknown>;

/** Ids that exist, by the name of the field that would hold them, such as `complaintId`. */
export type KnownIds = ReadonlyMap<string, readonly string[]>;

const TODAY = new Date().toISOString().slice(0, 10);
const letters = [...'王李张刘陈滨江壹号楼渗水赔偿客户abcXYZ0189 ,。-_/%\'"<>&;🏠é'];
const personal: Readonly<Record<string, readonly string[]>> = {
  name: ['欧阳若曦', '阿依努尔·买买提', "O'Neill"],
  phone: ['13912345678', '+86 139 1234 5679', '0571-88886666'],
  'id-number': ['330106199001011205', '91000019890509420X', 'E12345678'],
};

/** Messages that keep every rule of the class which a schema can tell; ids are such as exist, mostly. */
export function messages(of: MessageClass, ids: KnownIds): fc.Arbitrary<Message> {
  return record(fieldsOf(of), ids);
}

/** The same for some of its fields. */
export function record(fields: readonly FieldMeta[], ids: KnownIds): fc.Arbitrary<Message> {
  const shape = Object.fromEntries(fields.map((field) => [field.name, value(field, ids)]));
  return fc.record(shape, { requiredKeys: fields.filter(({ optional }) => !optional).map(({ name }) => name) });
}

function value(field: FieldMeta, ids: KnownIds): fc.Arbitrary<unknown> {
  if (!field.list) return one(field, ids);
  return fc.array(one(field, ids), { maxLength: Math.min(3, field.maxItems ?? 3) });
}

function one(field: FieldMeta, ids: KnownIds): fc.Arbitrary<unknown> {
  const { type, min = 0, max = 0, values = [] } = field;
  switch (type) {
    case 'id':
      return id(field.name, ids);
    case 'text':
      return text(field);
    case 'int':
    case 'fen':
      return fc.oneof(fc.integer({ min, max: Math.min(max, min + 5) }), fc.integer({ min, max }), fc.constant(max));
    case 'decimal':
      return fc.integer({ min: min * 100, max: Math.min(max, 1_000_000) * 100 }).map((cents) => cents / 100);
    case 'instant':
      return day.map((on) => `${on}T09:30:00+08:00`);
    case 'day':
      return day;
    case 'bool':
      return fc.boolean();
    case 'enum':
      return fc.constantFrom(...values);
    case 'object':
      return field.of ? messages(field.of(), ids) : fc.constant({});
  }
}

const day = fc.oneof(
  fc.integer({ min: -40, max: 400 }).map((days) => plusDays(TODAY, days)),
  fc.constantFrom('1900-01-01', '2199-12-31', '2028-02-29'),
);

function id(name: string, ids: KnownIds): fc.Arbitrary<string> {
  const known = ids.get(name) ?? ids.get(name.replace(/Ids$/, 'Id'));
  const random = fc.uuid();
  return known?.length
    ? fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: random })
    : random;
}

function text({ name, min = 0, max = 200, pattern, personal: kind }: FieldMeta): fc.Arbitrary<string> {
  const fits = (candidate: string) =>
    [...candidate].length >= min && [...candidate].length <= max && (min === 0 || /\S/.test(candidate));
  if (pattern) return fc.stringMatching(new RegExp(pattern)).filter(fits);
  if (name === 'projectId') return fc.constantFrom('binjiang', 'binjiang', 'lakeside', 'nowhere');
  const likely = (personal[kind ?? ''] ?? []).filter(fits);
  const any = fc
    .array(fc.constantFrom(...letters), { minLength: min, maxLength: Math.min(max, min + 30) })
    .map((parts) => parts.join(''))
    .filter(fits);
  const longest = fc.constant('长'.repeat(Math.max(1, max)));
  return fc.oneof(
    { weight: 6, arbitrary: any },
    { weight: 1, arbitrary: longest },
    ...(likely.length > 0 ? [{ weight: 8, arbitrary: fc.constantFrom(...likely) }] : []),
  );
}

/** What is put where something else belongs. */
const nonsense: readonly unknown[] = [
  ...[null, true, 0, -1, 1.5, 2 ** 53, -(2 ** 63), 1e308, '', ' ', '0', 'null', '\u0000', '\ud800', '𝕏'.repeat(300)],
  ...[
    'x'.repeat(5_000),
    "'; drop table complaint; --",
    '../../etc/passwd',
    '%00',
    '${7*7}',
    '2026-02-30',
    '9999-99-99',
  ],
  ...['00000000-0000-0000-0000-000000000000', '{"$gt":""}', [], {}, [[[]]], [null], { length: -1 }, { toString: 1 }],
  Array.from({ length: 1_000 }, () => 1),
];

/** Makes something wrong of it, somewhere, up to three times. */
export function spoilt(message: fc.Arbitrary<Message>): fc.Arbitrary<Message> {
  const deed = fc.record({
    at: fc.nat(),
    how: fc.constantFrom('drop', 'replace', 'replace', 'replace', 'add', 'nest', 'list'),
    by: fc.constantFrom(...nonsense),
    name: fc.constantFrom('extra', '__proto__', 'constructor', 'id', 'version', 'projectId', 'actorId', '', '数'),
  });
  return fc.tuple(message, fc.array(deed, { minLength: 1, maxLength: 3 })).map(([whole, deeds]) => {
    const copy = JSON.parse(JSON.stringify(whole)) as Message;
    for (const { at, how, by, name } of deeds) {
      const names = Object.keys(copy);
      const key = names[at % Math.max(1, names.length)] ?? name;
      if (how === 'drop') delete copy[key];
      else if (how === 'replace') copy[key] = by;
      else if (how === 'add')
        Object.defineProperty(copy, name, { value: by, enumerable: true, configurable: true, writable: true });
      else if (how === 'nest') copy[key] = { [key]: copy[key] };
      else copy[key] = [copy[key], copy[key]];
    }
    return copy;
  });
}
