import { defineEntity, p } from '@mikro-orm/core';
import type { SpecialClause } from '@linli/contracts';
import { newId, type Day } from '@linli/kernel';
import { contractObligationWorkflow, type ContractObligationState } from './contract-obligation.workflow.js';

const ContractObligationSchema = defineEntity({
  name: 'ContractObligation',
  tableName: 'contract_obligation',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<ContractObligationState>(),
    projectId: p.text(),
    contractId: p.uuid(),
    contractNo: p.text(),
    room: p.text(),
    consultantId: p.text(),
    clause: p.text(),
    debtor: p.text().nullable(),
    dueOn: p.date().nullable(),
    proof: p.text().nullable(),
    fulfilledBy: p.text().nullable(),
    fulfilledOn: p.date().nullable(),
  },
});

/** A special clause of a contract as somebody's obligation: nobody finds it in a remark only after it was broken [REQ-092]. */
export class ContractObligation extends ContractObligationSchema.class {
  static of(
    contract: { id: string; projectId: string; contractNo: string; room: string; consultantId: string },
    { text, debtor, dueOn }: SpecialClause,
  ): ContractObligation {
    const { id: contractId, projectId, contractNo, room, consultantId } = contract;
    return Object.assign(new ContractObligation(), {
      id: newId(),
      state: contractObligationWorkflow.initial,
      ...{ projectId, contractId, contractNo, room, consultantId, clause: text },
      ...{ debtor: debtor ?? null, dueOn: dueOn ?? null, proof: null, fulfilledBy: null, fulfilledOn: null },
    });
  }

  fulfil(proof: string, by: string, on: Day): void {
    this.state = contractObligationWorkflow.move(this.state, 'fulfil');
    Object.assign(this, { proof, fulfilledBy: by, fulfilledOn: on });
  }

  /** Its contract is rescinded. */
  lapse(): void {
    this.state = contractObligationWorkflow.move(this.state, 'lapse');
  }

  isOverdue(today: Day): boolean {
    return this.state === 'OPEN' && (this.dueOn ?? today) < today;
  }
}

ContractObligationSchema.setClass(ContractObligation);
