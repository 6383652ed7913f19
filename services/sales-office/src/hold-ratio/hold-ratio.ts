import { defineEntity, p } from '@mikro-orm/core';
import type { SetHoldRatio } from '@linli/contracts';
import { newId } from '@linli/kernel';

const HoldRatioSchema = defineEntity({
  name: 'HoldRatio',
  tableName: 'hold_ratio',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.text(),
    building: p.text().nullable(),
    percent: p.decimal('number'),
    reason: p.text(),
    setAt: p.datetime(),
    setBy: p.text(),
  },
});

/** 销控比例: the share of units to be kept back, of a building or of the whole project [REQ-076]. */
export class HoldRatio extends HoldRatioSchema.class {
  static set({ projectId, building = undefined, percent, reason }: SetHoldRatio, by: string, at: Date): HoldRatio {
    const ratio = { id: newId(), projectId, building: building ?? null, percent, reason, setAt: at, setBy: by };
    return Object.assign(new HoldRatio(), ratio);
  }
}

HoldRatioSchema.setClass(HoldRatio);

/** How many of so many units are to be held; a part of a unit is a whole one. */
export const unitsToHold = (units: number, percent: number): number =>
  Math.ceil((units * Math.round(percent * 100)) / 10_000);
