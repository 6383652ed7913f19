import { defineEntity, p } from '@mikro-orm/core';
import type { ContractSigned } from '@linli/contracts';
import { newId, type Day } from '@linli/kernel';

const LoanAccountSchema = defineEntity({
  name: 'LoanAccount',
  tableName: 'loan_account',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.text(),
    contractId: p.uuid(),
    contractNo: p.text(),
    unitId: p.uuid(),
    room: p.text(),
    partyId: p.uuid(),
    paymentMethod: p.text(),
    bank: p.text().nullable(),
    loanContractNo: p.text().nullable(),
    amountFen: p.bigint('number').nullable(),
    disbursedOn: p.date().nullable(),
    guaranteedOn: p.date(),
    guaranteeReleasedOn: p.date().nullable(),
    rescindedOn: p.date().nullable(),
  },
});

const loanMethods: readonly string[] = ['MORTGAGE', 'PROVIDENT_FUND', 'COMBINED'];

/** Whether this way of paying needs a loan, and with it a mortgage and a guarantee. */
export const isLoan = (paymentMethod: string): boolean => loanMethods.includes(paymentMethod);

/** The form in which numbers of loan contracts are kept and compared: half-width capitals without blanks. */
export const loanNumber = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '').toUpperCase();

/** A buyer's loan and the guarantee (按揭担保) that the company gave for it on signing. Facts only, no steps of its own. */
export class LoanAccount extends LoanAccountSchema.class {
  static open(contract: ContractSigned): LoanAccount {
    const {
      contractId,
      contractNo,
      unitId,
      projectId,
      room,
      partyId,
      paymentMethod,
      signedOn,
      loanBank,
      loanContractNo,
      loanAmountFen,
    } = contract;
    return Object.assign(new LoanAccount(), {
      ...{ id: newId(), contractId, contractNo, unitId, projectId, room, partyId, paymentMethod },
      bank: loanBank ?? null,
      loanContractNo: loanContractNo ? loanNumber(loanContractNo) : null,
      amountFen: loanAmountFen ?? null,
      disbursedOn: null,
      guaranteedOn: signedOn,
      guaranteeReleasedOn: null,
      rescindedOn: null,
    });
  }

  noteDisbursed(disbursedOn: Day): void {
    this.disbursedOn = disbursedOn;
  }

  /** The sale is off; what the bank has paid goes back to it. */
  noteRescinded(on: Day): void {
    this.rescindedOn = on;
  }

  releaseGuarantee(releasedOn: Day): void {
    this.guaranteeReleasedOn = releasedOn;
  }
}

LoanAccountSchema.setClass(LoanAccount);
