import { simplify } from './traditional.js';

const COMPOUND_SURNAMES: ReadonlySet<string> = new Set(
  (
    '欧阳 司马 上官 诸葛 尉迟 东方 皇甫 令狐 慕容 宇文 长孙 夏侯 公孙 轩辕 司徒 司空 南宫 西门 独孤 拓跋 呼延 端木 ' +
    '赫连 澹台 公冶 宗政 濮阳 淳于 申屠 仲孙 鲜于 闻人 万俟 钟离 闾丘 东郭 纳兰 完颜 耶律 亓官 颛孙 漆雕 乐正 谷梁 左丘 梁丘 羊舌'
  ).split(' '),
);

const bare = (text: string): string => text.normalize('NFKC').replace(/[\s\p{Cf}·•・‧∙⋅]/gu, '');

/**
 * The form in which names are compared, not shown: no spaces and middle dots, half-width, Latin letters in capitals, common
 * traditional characters of names in their simplified form (張偉 is 张伟).
 */
export function normaliseName(text: string): string {
  return simplify(bare(text)).toUpperCase();
}

/** A name with the surname only: 张三 is 张*, 欧阳桂英 is 欧阳**, John Smith is J***; a name of one character is not shown. */
export function maskName(text: string): string {
  const chars = Array.from(bare(text));
  const [first = ''] = chars;
  if (chars.length < 2) return '*';
  if (!/\p{Script=Han}/u.test(first)) return `${first}***`;
  const kept = chars.length > 2 && COMPOUND_SURNAMES.has(simplify(chars.slice(0, 2).join(''))) ? 2 : 1;
  return chars.slice(0, kept).join('') + '*'.repeat(chars.length - kept);
}
