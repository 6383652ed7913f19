import { fieldsOf, type FieldMeta, type MessageClass } from '../fields.js';

/** Texts by what they look like: the first one that a field accepts stands in its sample. */
const texts = ['riverside', '3-1-1201', '13800138000', '91000019890509420X', 'NAN-2026-0001', '2026', '09:00'];
const personal = {
  name: '王芳',
  phone: '13800138000',
  'id-number': '91000019890509420X',
  address: '南山路一号',
  text: '样例',
};

/** The same message each time: with all fields that the class knows, or with none that may be left out. */
export function sampleOf(message: MessageClass, which: 'all' | 'mandatory'): object {
  const fields = fieldsOf(message).filter((field) => which === 'all' || !field.optional);
  return Object.fromEntries(fields.map((field) => [field.name, valueOf(field, which)]));
}

function valueOf(field: FieldMeta, which: 'all' | 'mandatory'): unknown {
  if (!field.list) return one(field, which);
  return which === 'all' && field.maxItems !== 0 ? [one(field, which)] : [];
}

function one(field: FieldMeta, which: 'all' | 'mandatory'): unknown {
  switch (field.type) {
    case 'id':
      return '01980000-0000-7000-8000-000000000001';
    case 'text':
      return textFor(field);
    case 'int':
    case 'fen':
      return Math.min(Math.max(field.min ?? 0, 1), field.max ?? 1);
    case 'decimal':
      return Math.min(Math.max(field.min ?? 0, 1.5), field.max ?? 1.5);
    case 'instant':
      return '2026-05-01T09:30:00+08:00';
    case 'day':
      return '2026-05-01';
    case 'bool':
      return true;
    case 'enum':
      return field.values?.[0];
    case 'object':
      return field.of ? sampleOf(field.of(), which) : {};
  }
}

function textFor({ name, min = 0, max = 200, pattern, personal: kind }: FieldMeta): string {
  const wanted = kind ? personal[kind] : pattern ? undefined : '样例';
  const fits = (text: string) =>
    text.length >= min && text.length <= max && (!pattern || new RegExp(pattern).test(text));
  const candidates = [...(wanted ? [wanted, wanted.padEnd(min, '。').slice(0, max)] : []), ...texts];
  const found = candidates.find(fits);
  if (found === undefined) {
    throw new Error(`no sample text fits ${name} (${min} to ${max} characters, /${pattern ?? ''}/): add one to texts`);
  }
  return found;
}

/** Which fields stand in a message, parts included: two messages of one shape say the same about evolution. */
export function shapeOf(value: unknown, path = ''): string {
  if (Array.isArray(value)) return value.length === 0 ? `${path}[]` : shapeOf(value[0], `${path}[]`);
  if (typeof value !== 'object' || value === null) return path;
  const parts = Object.entries(value).map(([name, each]) => shapeOf(each, path ? `${path}.${name}` : name));
  return parts.length === 0 ? `${path}{}` : parts.sort().join(' ');
}
