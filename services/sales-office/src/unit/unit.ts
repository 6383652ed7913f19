import { defineEntity, p } from '@mikro-orm/core';
import { UnitFreed, UnitReserved, UnitSold } from '@linli/contracts';
import { newId, raise, refuse } from '@linli/kernel';
import { unitWorkflow, type UnitState } from './unit.workflow.js';

const UnitSchema = defineEntity({
  name: 'Unit',
  tableName: 'unit',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<UnitState>(),
    projectId: p.text(),
    building: p.text(),
    unit: p.text(),
    floor: p.integer(),
    roomNo: p.text(),
    room: p.text(),
    layout: p.text().nullable(),
    areaM2: p.decimal('number'),
    totalPriceFen: p.bigint('number'),
    heldFor: p.text().nullable(),
    releaseBatchId: p.uuid().nullable(),
  },
});

/** A row of 房源表 as it is compared with the unit that stands there. */
export interface UnitFacts {
  readonly building: string;
  readonly unit: string;
  readonly floor: number;
  readonly roomNo: string;
  readonly layout: string;
  readonly areaM2: number;
  readonly totalPriceFen: number;
}

/** What the unit is called everywhere: building-unit-room, such as 3-1-1201. */
export const roomOf = ({ building, unit, roomNo }: Pick<UnitFacts, 'building' | 'unit' | 'roomNo'>): string =>
  `${building}-${unit}-${roomNo}`;

/** 房源表: one unit and the mark it has on the board [REQ-067, 071]. */
export class Unit extends UnitSchema.class {
  static list(projectId: string, facts: UnitFacts): Unit {
    const { building, unit, floor, roomNo, layout, areaM2, totalPriceFen } = facts;
    return Object.assign(new Unit(), {
      id: newId(),
      state: unitWorkflow.initial,
      ...{ projectId, building, unit, floor, roomNo, areaM2, totalPriceFen },
      room: roomOf(facts),
      layout: layout || null,
      heldFor: null,
      releaseBatchId: null,
    });
  }

  isAs({ floor, layout, areaM2, totalPriceFen }: UnitFacts): boolean {
    const same = this.floor === floor && (this.layout ?? '') === layout;
    return same && this.areaM2 === areaM2 && this.totalPriceFen === totalPriceFen;
  }

  /** A new sheet corrects a unit that nobody has taken; what was promised to a customer stays. */
  correct({ floor, layout, areaM2, totalPriceFen }: UnitFacts): void {
    if (this.state !== 'AVAILABLE' && this.state !== 'HELD') {
      throw refuse.conflict('unit.already-taken', '该房源已被客户预定或购买，房源表不能再修改它的面积和价格。', {
        state: this.state,
      });
    }
    Object.assign(this, { floor, layout: layout || null, areaM2, totalPriceFen });
  }

  hold(reason: string): void {
    this.state = unitWorkflow.move(this.state, 'hold');
    this.heldFor = reason;
  }

  /** On sale again; `batchId` when it was released with others. */
  release(batchId?: string): void {
    this.state = unitWorkflow.move(this.state, 'release');
    this.heldFor = null;
    this.releaseBatchId = batchId ?? null;
  }

  /** Refuses as `reserve` would, and changes nothing. */
  mustBeFree(): void {
    if (this.state === 'HELD')
      throw refuse.conflict('unit.held', '该房源为销控保留房源，请先请销控释放，或选择另一套。', { state: this.state });
    if (this.state !== 'AVAILABLE') throw alreadyReserved();
  }

  /** Refuses `unit.held` and, for whoever comes second, `unit.already-reserved`. */
  reserve(confirmationId: string, partyId: string): void {
    this.mustBeFree();
    this.state = unitWorkflow.move(this.state, 'reserve');
    raise(this, UnitReserved, { ...this.place(), confirmationId, partyId });
  }

  /** Finance has the 定金. */
  sell(confirmationId: string, partyId: string): void {
    this.state = unitWorkflow.move(this.state, 'sell');
    raise(this, UnitSold, { ...this.place(), confirmationId, partyId });
  }

  /** Its contract is rescinded: it can be sold again. */
  takeBack(): void {
    this.state = unitWorkflow.move(this.state, 'takeBack');
    raise(this, UnitFreed, this.place());
  }

  free(): void {
    this.state = unitWorkflow.move(this.state, 'free');
    raise(this, UnitFreed, this.place());
  }

  sign(): void {
    this.state = unitWorkflow.move(this.state, 'sign');
  }

  handOver(): void {
    this.state = unitWorkflow.move(this.state, 'handOver');
  }

  private place(): { unitId: string; projectId: string; room: string } {
    return { unitId: this.id, projectId: this.projectId, room: this.room };
  }
}

UnitSchema.setClass(Unit);

/** 撞车: two customers must never be led to the same unit [REQ-084]. */
export const alreadyReserved = () =>
  refuse.conflict('unit.already-reserved', '该房源已被其他客户预定，请刷新销控板后选择另一套。');
