import { defineEntity, p } from '@mikro-orm/core';
import type { careAnchors, DefineOwnCareNode } from '@linli/contracts';
import { newId } from '@linli/kernel';
import { ownCareNodeWorkflow, type OwnCareNodeState } from './own-care-node.workflow.js';

export type CareAnchor = (typeof careAnchors)[number];

const OwnCareNodeSchema = defineEntity({
  name: 'OwnCareNode',
  tableName: 'own_care_node',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<OwnCareNodeState>(),
    projectId: p.text(),
    name: p.text(),
    anchor: p.text().$type<CareAnchor>(),
    days: p.integer(),
  },
});

/** 其它维护节点 of a project [REQ-341]. */
export class OwnCareNode extends OwnCareNodeSchema.class {
  static define({ projectId, name, anchor, days }: DefineOwnCareNode): OwnCareNode {
    return Object.assign(new OwnCareNode(), {
      id: newId(),
      state: ownCareNodeWorkflow.initial,
      ...{ projectId, name, anchor: anchor as CareAnchor, days },
    });
  }

  end(): void {
    this.state = ownCareNodeWorkflow.move(this.state, 'end');
  }
}

OwnCareNodeSchema.setClass(OwnCareNode);
