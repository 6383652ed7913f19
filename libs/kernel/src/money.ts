import { refuse } from './refusal.js';

/** Money in fen, a whole number within the safe-integer range; may be negative. */
export type Fen = number;

/** Throws RangeError unless the number is whole fen in the safe range: a fraction is a programmer's mistake. */
export function assertFen(n: number): asserts n is Fen {
  if (!Number.isSafeInteger(n)) throw new RangeError(`${n} is not a whole number of fen.`);
}

/** Fen written in yuan with two decimals and no separators: 1234567 is '12345.67'. */
export function yuan(fen: Fen): string {
  assertFen(fen);
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const AMOUNT = /^(-?)¥?\s*(-?)(\d{1,18}|\d{1,3}(?:,\d{3}){1,6})(?:\.(\d{1,2})0*)?\s*(?:[元圆]整?)?$/;

/**
 * An amount in yuan as people type it ('1,234.5', '¥１２.３０', '19999.99元') in exact fen. Throws Refusal invalid for anything
 * else: a third decimal, misplaced commas, 万. The text itself never appears in the refusal.
 */
export function parseYuan(text: string): Fen {
  const match = AMOUNT.exec(text.normalize('NFKC').trim());
  const [, sign = '', innerSign = '', whole = '', decimals = ''] = match ?? [];
  if (!match || (sign && innerSign)) {
    throw refuse.invalid('money.not-an-amount', '金额请以元为单位填写，最多两位小数，例如 12,345.67。');
  }
  const fen = BigInt(whole.replaceAll(',', '') + decimals.padEnd(2, '0'));
  if (fen > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw refuse.invalid('money.too-large', '金额过大，请核对位数。');
  }
  return sign || innerSign ? Number(-fen) : Number(fen);
}

/**
 * Splits an amount in proportion to whole, non-negative weights (areas in 0.01 m², parts in basis points) by largest remainder:
 * the parts sum exactly; equal remainders favour the earlier part. RangeError when there is no weight above zero.
 */
export function split(totalFen: Fen, weights: readonly number[]): Fen[] {
  assertFen(totalFen);
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0)) {
    throw new RangeError('Weights are whole numbers of zero or more.');
  }
  const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n);
  if (sum === 0n) throw new RangeError('At least one weight must be above zero.');

  const total = BigInt(Math.abs(totalFen));
  const parts = weights.map((weight, index) => {
    const share = total * BigInt(weight);
    return { index, floor: share / sum, remainder: share % sum };
  });
  const left = Number(total - parts.reduce((all, part) => all + part.floor, 0n));
  const byRemainder = parts.toSorted((a, b) => (a.remainder === b.remainder ? 0 : a.remainder > b.remainder ? -1 : 1));
  for (const part of byRemainder.slice(0, left)) part.floor += 1n;
  return parts.map(({ floor }) => Number(totalFen < 0 ? -floor : floor));
}

const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const;
const PLACES = ['仟', '佰', '拾', ''] as const;

/**
 * 人民币大写金额, after the central bank's rules for bills (《正确填写票据和结算凭证的基本规定》): runs of zeros are one 零, 整 ends an
 * amount without 分, an empty 元 place before 角 is spoken (壹仟陆佰捌拾元零叁角贰分). Negative amounts begin with 负.
 */
export function inChinese(fen: Fen): string {
  assertFen(fen);
  if (fen === 0) return '零元整';
  const amount = Math.abs(fen);
  const whole = Math.floor(amount / 100);
  const jiao = Math.floor(amount / 10) % 10;
  const rest = amount % 10;

  let text = fen < 0 ? '负' : '';
  if (whole > 0) text += `${spoken(whole)}元`;
  if (whole > 0 && amount % 100 > 0 && (jiao === 0 || whole % 10 === 0)) text += '零';
  if (jiao > 0) text += `${DIGITS[jiao]}角`;
  return text + (rest > 0 ? `${DIGITS[rest]}分` : '整');
}

function spoken(n: number): string {
  if (n >= 1_0000_0000) return joined(n, 1_0000_0000, '亿');
  if (n >= 1_0000) return joined(n, 1_0000, '万');
  return String(n)
    .padStart(4, '0')
    .replace(/^0+/, (zeros) => ' '.repeat(zeros.length))
    .replace(/0+$/, '')
    .split('')
    .map((digit, place) => (digit === ' ' ? '' : digit === '0' ? '零' : `${DIGITS[Number(digit)]}${PLACES[place]}`))
    .join('')
    .replace(/零+/g, '零');
}

function joined(n: number, unit: number, name: string): string {
  const low = n % unit;
  const gap = low > 0 && low < unit / 10 ? '零' : '';
  return `${spoken(Math.floor(n / unit))}${name}${gap}${low > 0 ? spoken(low) : ''}`;
}
