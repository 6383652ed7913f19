import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { now, On } from '@linli/bus';
import { CallLogged } from '@linli/contracts';
import { CareNode } from './care-node.js';

/** A call that was logged for a node completes it: nobody enters the same call twice (X52) [REQ-127]. */
@Controller()
export class CompleteCareNodeByCall {
  constructor(private readonly em: EntityManager) {}

  @On(CallLogged, { as: 'complete-care-node-by-call' })
  async handle({ callId, projectId, staffId, subjectKind, subjectId, outcome, startedAt }: CallLogged): Promise<void> {
    if (subjectKind !== 'CARE_NODE' || outcome !== 'REACHED') return; // about something else, or nobody was spoken to
    const node = await this.em.findOne(CareNode, subjectId ?? '');
    if (node?.projectId !== projectId) return; // no node of ours, or a call for another project
    if (node.state !== 'DUE') return; // spoken to already, or the deal is off
    const at = new Date(Math.min(Date.parse(startedAt), now().getTime())).toISOString();
    node.logContact(
      { careNodeId: node.id, version: node.version, channel: 'CALL', callId, note: '电话记录', at },
      staffId,
      now(),
    );
  }
}
