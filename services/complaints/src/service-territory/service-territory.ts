import { defineEntity, p } from '@mikro-orm/core';
import type { SetServiceTerritory, TerritoryChange, TerritoryStaff } from '@linli/contracts';
import { newId, refuse, workflow, type StateOf } from '@linli/kernel';

export const serviceTerritoryWorkflow = workflow({
  name: 'service-territory',
  initial: 'SET',
  transitions: { SET: { authorise: 'SET', discharge: 'SET', reset: 'SET', dissolve: 'DISSOLVED' }, DISSOLVED: {} },
});

export type ServiceTerritoryState = StateOf<typeof serviceTerritoryWorkflow>;

const ServiceTerritorySchema = defineEntity({
  name: 'ServiceTerritory',
  tableName: 'service_territory',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.text(),
    state: p.text().$type<ServiceTerritoryState>(),
    name: p.text(),
    buildings: p.json().$type<string[]>(),
    staff: p.json().$type<TerritoryStaff[]>(),
    earlier: p.json().$type<TerritoryChange[]>(),
  },
});

const REMEMBERED = 50;
const MOST_STAFF = 100;

/** 服务地域: some buildings of a project, and who is authorised to serve them [REQ-060]. */
export class ServiceTerritory extends ServiceTerritorySchema.class {
  static set({ projectId, name, buildings }: SetServiceTerritory): ServiceTerritory {
    return Object.assign(new ServiceTerritory(), {
      id: newId(),
      state: serviceTerritoryWorkflow.initial,
      ...{ projectId, name, buildings: someOf(buildings), staff: [], earlier: [] },
    });
  }

  authorise(staffId: string, staffName: string, categories: readonly string[]): void {
    this.state = serviceTerritoryWorkflow.move(this.state, 'authorise');
    if (categories.length === 0) throw refuse.rule('service-territory.nothing-authorised', '请至少授权一个投诉类别。');
    const others = this.staff.filter((each) => each.staffId !== staffId);
    if (others.length >= MOST_STAFF)
      throw refuse.rule('service-territory.too-many-staff', '一个地域最多 100 名服务人员。');
    this.staff = [...others, { staffId, staffName, categories: [...categories] }];
  }

  discharge(staffId: string): void {
    this.state = serviceTerritoryWorkflow.move(this.state, 'discharge');
    const left = this.staff.filter((each) => each.staffId !== staffId);
    if (left.length === this.staff.length)
      throw refuse.rule('service-territory.not-in-it', '此人不在该地域，无需调出。');
    this.staff = left;
  }

  /** Other buildings, and nobody in it: the staff is authorised anew. */
  reset(buildings: readonly string[], reason: string, by: string, at: Date): void {
    this.state = serviceTerritoryWorkflow.move(this.state, 'reset');
    const before = { at: at.toISOString(), by, reason, buildings: this.buildings };
    this.earlier = [...this.earlier, before].slice(-REMEMBERED);
    this.buildings = someOf(buildings);
    this.staff = [];
  }

  dissolve(): void {
    this.state = serviceTerritoryWorkflow.move(this.state, 'dissolve');
  }
}

function someOf(buildings: readonly string[]): string[] {
  if (buildings.length === 0) throw refuse.rule('service-territory.no-buildings', '请至少选择一栋楼。');
  return [...new Set(buildings)];
}

ServiceTerritorySchema.setClass(ServiceTerritory);
