import {
  ConfirmDeposit,
  FileContract,
  HandOverUnit,
  IssueUnitConfirmation,
  RecordDeposit,
  RecordLoanDisbursement,
  RegisterProspect,
  SignContract,
  Subscribe,
  type ContractView,
  type HandoverView,
  type ProspectView,
  type SubscriptionView,
  type UnitConfirmationView,
  type UnitView,
} from '@linli/contracts';
import { dayOf, plusMonths, residentNumber } from '@linli/kernel';
import type { NotingDesk } from './noting-desk.js';

/** As the house sees it: it may work past midnight. */
const today = () => dayOf(new Date());
const LOAN_FEN = 50_000_000;

/** A valid ID number for each phone, so that two families are never taken for one. */
function idNumberOf(phone: string): string {
  return residentNumber(`33010619900101${phone.slice(-3)}`);
}

/** Where colleagues sit. */
export interface Desks {
  desk(person: string, patienceMs?: number): NotingDesk;
}

/** A family on its way from the sales hall to its keys; each step is a colleague's command under a key that may be told. */
export class Family {
  contract!: ContractView;
  private subscription!: SubscriptionView;

  private constructor(
    private readonly house: Desks,
    readonly unit: UnitView,
    private readonly phone: string,
    private readonly prospect: ProspectView,
    private readonly confirmation: UnitConfirmationView,
  ) {}

  /** Up to the confirmed deposit: the unit is sold to them. */
  static async buying(house: Desks, unit: UnitView, phone: string): Promise<Family> {
    const consultant = house.desk('consultant');
    const { projectId } = unit;
    const prospect = await consultant.ask(RegisterProspect, {
      ...{ projectId, customerName: '王芳', phone, contactKind: 'VISIT', intentGrade: 'A', channel: 'ONLINE' },
      ...{ riskDisclosed: true, consent: true },
    });
    const issued = await consultant.ask(IssueUnitConfirmation, { unitId: unit.id, prospectId: prospect.id });
    const deposit = { depositKind: 'EARNEST_MONEY', depositFen: 5_000_000 };
    const paid = await consultant.step(RecordDeposit, issued, deposit);
    const confirmed = await house.desk('finance').step(ConfirmDeposit, paid);
    return new Family(house, unit, phone, prospect, confirmed);
  }

  async subscribe(key?: string, patienceMs?: number): Promise<SubscriptionView> {
    const message = { confirmationId: this.confirmation.id };
    this.subscription = await this.house.desk('consultant', patienceMs).ask(Subscribe, message, key);
    return this.subscription;
  }

  /** 购房合同 with a mortgage. */
  async sign(key?: string, patienceMs?: number): Promise<ContractView> {
    const number = this.unit.room;
    const message = {
      ...{ subscriptionId: this.subscription.id, contractNo: `HT-${number}`, paymentMethod: 'MORTGAGE' },
      identities: [{ partyId: this.prospect.partyId, idNumber: idNumberOf(this.phone) }],
      ...{ totalPriceFen: this.unit.totalPriceFen, downPaymentFen: this.unit.totalPriceFen - LOAN_FEN },
      ...{ loanAmountFen: LOAN_FEN, loanBank: '建设银行', loanContractNo: `JK-${number}` },
      handoverDueOn: plusMonths(today(), 12),
    };
    this.contract = await this.house.desk('inventory-controller', patienceMs).ask(SignContract, message, key);
    return this.contract;
  }

  async file(): Promise<void> {
    const desk = this.house.desk('inventory-controller');
    this.contract = await desk.step(FileContract, this.contract, { filingNo: `BA-${this.unit.room}` });
  }

  async disburse(): Promise<void> {
    this.contract = await this.house.desk('finance').step(RecordLoanDisbursement, this.contract);
  }

  handOver(key?: string, patienceMs?: number): Promise<HandoverView> {
    const message = { unitId: this.unit.id, handoverDate: today() };
    return this.house.desk('customer-assistant', patienceMs).ask(HandOverUnit, message, key);
  }
}
