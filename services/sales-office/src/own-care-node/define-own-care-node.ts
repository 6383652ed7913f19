import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, whenNotUnique, type Actor } from '@linli/bus';
import { DefineOwnCareNode, EndOwnCareNode, type OwnCareNodeView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { loadProject } from '../project/load-project.js';
import { OwnCareNode } from './own-care-node.js';
import { view } from './own-care-node.view.js';

whenNotUnique('own_care_node_name', () =>
  refuse.conflict('own-care-node.defined', '项目已有同名的维护节点，请先停用原节点或换一个名称。'),
);

@Controller()
export class DefineOwnCareNodeHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(DefineOwnCareNode)
  async define(form: DefineOwnCareNode, by: Actor): Promise<OwnCareNodeView> {
    await loadProject(this.em, form.projectId, by);
    const node = OwnCareNode.define(form);
    this.em.persist(node);
    return view(node);
  }

  @Handles(EndOwnCareNode)
  async end({ ownCareNodeId, version }: EndOwnCareNode): Promise<OwnCareNodeView> {
    const node = await load(this.em, OwnCareNode, ownCareNodeId, version);
    node.end();
    return view(node);
  }
}
