import { defineEntity, p } from '@mikro-orm/core';
import { GuaranteeReleased, TitleIssued, type ContractSigned } from '@linli/contracts';
import { newId, plusDays, raise, refuse, type Day } from '@linli/kernel';
import { isLoan } from '../loan-account/loan-account.js';
import { titleWorkflow, type TitleAction, type TitleState } from './title-case.workflow.js';

const TitleCaseSchema = defineEntity({
  name: 'TitleCase',
  tableName: 'title_case',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.text(),
    state: p.text().$type<TitleState>(),
    contractId: p.uuid(),
    contractNo: p.text(),
    unitId: p.uuid(),
    room: p.text(),
    partyId: p.uuid(),
    mortgaged: p.boolean(),
    signedOn: p.date(),
    contractFiledOn: p.date().nullable(),
    agency: p.text().nullable(),
    agencyAssignedOn: p.date().nullable(),
    dueOn: p.date().nullable(),
    filedOn: p.date().nullable(),
    certificateNo: p.text().nullable(),
    issuedOn: p.date().nullable(),
    registrationNo: p.text().nullable(),
    mortgageRegisteredOn: p.date().nullable(),
    guaranteeReleasedOn: p.date().nullable(),
  },
});

/** 小产权证 of one sold unit: certificate, then mortgage registration, then the end of the company's guarantee, in that order only [REQ-185..187]. */
export class TitleCase extends TitleCaseSchema.class {
  static open(contract: ContractSigned): TitleCase {
    const { contractId, contractNo, unitId, projectId, room, partyId, paymentMethod, signedOn } = contract;
    return Object.assign(new TitleCase(), {
      ...{
        id: newId(),
        state: titleWorkflow.initial,
        contractId,
        contractNo,
        unitId,
        projectId,
        room,
        partyId,
        signedOn,
      },
      mortgaged: isLoan(paymentMethod),
      ...{
        contractFiledOn: null,
        agency: null,
        agencyAssignedOn: null,
        dueOn: null,
        filedOn: null,
        certificateNo: null,
        issuedOn: null,
      },
      ...{ registrationNo: null, mortgageRegisteredOn: null, guaranteeReleasedOn: null },
    });
  }

  noteContractFiled(filedOn: Day): void {
    this.contractFiledOn = filedOn;
  }

  /** The agency has the agreed days for the certificate, counted from today. */
  assignAgency(agency: string, termDays: number, today: Day): void {
    this.move('assignAgency');
    Object.assign(this, { agency, agencyAssignedOn: today, dueOn: plusDays(today, termDays) });
  }

  file(filedOn: Day, today: Day): void {
    titleWorkflow.move(this.state, 'file');
    inOrder(this.signedOn, filedOn, today);
    this.move('file');
    this.filedOn = filedOn;
  }

  issueCertificate(certificateNo: string, issuedOn: Day, today: Day): void {
    titleWorkflow.move(this.state, 'issueCertificate');
    inOrder(this.filedOn, issuedOn, today);
    this.move('issueCertificate');
    Object.assign(this, { certificateNo, issuedOn });
    raise(this, TitleIssued, { ...this.ids, issuedOn });
  }

  registerMortgage(registrationNo: string, registeredOn: Day, today: Day): void {
    titleWorkflow.move(this.state, 'registerMortgage');
    if (!this.mortgaged)
      throw refuse.rule('title-case.cash-buyer', '该买受人没有贷款，取得产权证即已办结，无需抵押登记。');
    inOrder(this.issuedOn, registeredOn, today);
    this.move('registerMortgage');
    Object.assign(this, { registrationNo, mortgageRegisteredOn: registeredOn });
  }

  releaseGuarantee(releasedOn: Day, today: Day): void {
    titleWorkflow.move(this.state, 'releaseGuarantee');
    inOrder(this.mortgageRegisteredOn, releasedOn, today);
    this.move('releaseGuarantee');
    this.guaranteeReleasedOn = releasedOn;
    raise(this, GuaranteeReleased, { ...this.ids, releasedOn });
  }

  /** The contract is rescinded: there is no title to be had. */
  cancel(): void {
    this.move('cancel');
  }

  private get ids(): { titleCaseId: string; contractId: string; partyId: string; projectId: string } {
    const { id: titleCaseId, contractId, partyId, projectId } = this;
    return { titleCaseId, contractId, partyId, projectId };
  }

  private move(action: TitleAction): void {
    this.state = titleWorkflow.move(this.state, action);
  }
}

/** The days follow each other as the steps do. */
function inOrder(before: Day | null | undefined, day: Day, today: Day): void {
  if (day > today) throw refuse.rule('title-case.day-in-future', '日期不能晚于今天，请在办理当天或以后登记。');
  if (before && day < before)
    throw refuse.rule('title-case.day-too-early', `上一步的办理日期是 ${before}，本步不能更早，请核对日期。`);
}

TitleCaseSchema.setClass(TitleCase);
