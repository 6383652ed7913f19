import { residentNumber } from '@linli/kernel';

const SEED = 20_261_122;
const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧'];
const FIRST = [...'志建国文明晓海春秋永振嘉子雨思若浩俊佳欣'];
const SECOND = [...'强芳敏静丽军洋勇艳杰娟涛明超霞平刚英华玲'];

/** The same numbers in [0, 1) on every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const roll = dice(SEED);
const one = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)]!;

/** An invented person: the name is thrown together, the phone from a range that no operator gives out. */
export interface Invented {
  readonly name: string;
  readonly phone: string;
  readonly idNumber: string;
}

function invent(n: number): Invented {
  const serial = String(n).padStart(4, '0');
  const born = `19${60 + (n % 40)}0${1 + (n % 9)}1${n % 9}`;
  return {
    name: one(SURNAMES) + one(FIRST) + one(SECOND),
    phone: `1540001${serial}`,
    idNumber: residentNumber(`330199${born}${String(n % 1_000).padStart(3, '0')}`),
  };
}

/** The 40 prospects of the demo. */
export const prospects: readonly Invented[] = Array.from({ length: 40 }, (_, n) => invent(n + 1));
/** Others whom the departments meet: visitors, tenants, club friends, further buyers. */
export const others: readonly Invented[] = Array.from({ length: 60 }, (_, n) => invent(n + 1_001));
