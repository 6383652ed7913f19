import type { FieldMeta } from './fields.js';

/** What is wrong with a value, for the person who typed it: a kind of rule, as class-validator names it, and the limits of its field. */
export const flawWords: Readonly<Record<string, (field: FieldMeta) => string>> = {
  isUuid: () => '须为编号（UUID）',
  isString: () => '须为文字',
  maxLength: ({ max }) => `不能超过 ${max} 个字`,
  minLength: ({ min = 1 }) => (min > 1 ? `至少 ${min} 个字` : BLANK),
  notBlank: () => BLANK,
  storable: () => '含有无法保存的字符，请删去',
  matches: ({ like }) => `格式不正确，请按 ${like} 的样子填写`,
  isInt: ({ type }) => (type === 'fen' ? '须为整数（单位：分）' : '须为整数'),
  decimal: ({ places }) => `须为数字，最多 ${places} 位小数`,
  min: ({ min }) => `不能小于 ${min}`,
  max: ({ max }) => `不能大于 ${max}`,
  instant: () => '须为1900年至2199年间带时区的时间，例如 2026-05-01T09:30:00+08:00',
  day: () => '须为1900年至2199年间的日期，例如 2026-05-01',
  isBoolean: () => '须为 true 或 false',
  isIn: ({ values = [] }) => `须为以下之一：${values.join('、')}`,
  part: () => '须为一个对象',
  parts: () => '须为对象的列表',
  nestedValidation: () => '须为一个对象',
  isArray: () => '须为列表',
  arrayMaxSize: ({ maxItems }) => `最多 ${maxItems} 项`,
};

const BLANK = '不能为空';
/** Rules of a list as a whole; all others are kept by each of its items. */
const ofLists: ReadonlySet<string> = new Set(['isArray', 'arrayMaxSize', 'parts']);

/** Rules of what kind a value is: one of another kind is told that alone, not that it is also too long. */
const ofKind: ReadonlySet<string> = new Set(['isString', 'isInt', 'decimal', 'isBoolean', 'isArray', 'part', 'parts']);

/** Of the rules that a value broke, those that its sender has to hear of. */
export function worthTelling(broken: readonly string[], { list }: FieldMeta): readonly string[] {
  const kinds = broken.filter((rule) => ofKind.has(rule));
  // The items of a list may each have broken another.
  return kinds.length > 0 && !list ? kinds : broken;
}

/** The sentence for a rule that a field broke. */
export function problemOf(rule: string, field: FieldMeta): string {
  const problem = flawWords[rule]?.(field) ?? '填写有误';
  return field.list && !ofLists.has(rule) ? `每项${problem}` : problem;
}

/** What is wrong where no rule of a field is broken. */
export const otherFlaws = {
  missing: '必填，请填写',
  unknown: '没有这个栏目，请去掉',
  noObject: '提交的内容须为 JSON 对象',
} as const;
