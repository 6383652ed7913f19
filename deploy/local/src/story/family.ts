import { FindUnits, type UnitView } from '@linli/contracts';
import { dayOf, plusDays, residentNumber, type Day } from '@linli/kernel';
import type { Desks } from '../demo/desks.js';
import { projectId } from '../demo/office.js';

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'];
const NAMES = ['晓雯', '子涵', '文博', '佳宁', '思远', '雨桐', '浩然', '欣怡', '志远', '梦洁'];

/** The family of this telling: another one each time. */
export interface Family {
  readonly name: string;
  readonly phone: string;
  readonly idNumber: string;
  readonly unit: UnitView;
  /** In the numbers of its papers. */
  readonly stamp: string;
  readonly today: Day;
}

/** A new family that wants a unit which is free now. Throws a sentence when nothing is free any more. */
export async function newFamily(desks: Desks, now: Date): Promise<Family> {
  const seconds = Math.floor(now.getTime() / 1_000);
  const stamp = String(seconds).slice(-8);
  const born = plusDays('1965-01-01', Math.floor(seconds / 1_000) % 12_000).replaceAll('-', '');
  return {
    name: SURNAMES[seconds % SURNAMES.length]! + NAMES[Math.floor(seconds / 7) % NAMES.length]!,
    phone: `154${stamp}`,
    idNumber: residentNumber(`330199${born}${stamp.slice(-3)}`),
    unit: await freeUnit(desks, seconds),
    stamp,
    today: dayOf(now),
  };
}

async function freeUnit(desks: Desks, seconds: number): Promise<UnitView> {
  const free = { projectId, building: '2', state: 'AVAILABLE', limit: 100 };
  const { items } = await desks.of('consultant').ask(FindUnits, free);
  const unit = items[seconds % items.length];
  if (!unit)
    throw new Error('Nothing is free in building 2 of the demo project any more; start with a new data folder.');
  return unit;
}
