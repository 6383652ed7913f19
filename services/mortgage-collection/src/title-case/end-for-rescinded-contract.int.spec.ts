import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AssignTitleAgency,
  ContractRescinded,
  ContractSigned,
  FileTitle,
  FindLoanAccounts,
  FindTitleCases,
  IssueCertificate,
} from '@linli/contracts';
import { dayOf, newId, plusDays } from '@linli/kernel';
import { colleague, eventually, ServiceUnderTest } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { mortgageCollection } from '../service.js';

const affairs = colleague('CUSTOMER_AFFAIRS_DEPT');
const day = plusDays(dayOf(new Date()), -30);

describe('A rescinded contract', () => {
  let dept: ServiceUnderTest;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, mortgageCollection, { projects: [] });
  }, 60_000);
  afterAll(() => dept.stop());

  const contract = (): ContractSigned => ({
    ...{ contractId: newId(), contractNo: 'HT-1', subscriptionId: newId(), unitId: newId(), projectId: 'binjiang' },
    ...{ room: '3-1-1201', partyId: newId(), coBuyerPartyIds: [], paymentMethod: 'MORTGAGE', signedOn: day },
    ...{ totalPriceFen: 300_000_000, handoverDueOn: '2099-05-01', loanBank: '建设银行', loanContractNo: 'JD-1' },
    loanAmountFen: 200_000_000,
  });
  const rescinded = ({ contractId, subscriptionId, unitId, projectId, partyId }: ContractSigned) => ({
    ...{ contractId, subscriptionId, unitId, projectId, partyId, rescindedOn: day },
  });
  const tell = async (fact: ContractSigned, sequence: number) => {
    await dept.tell(ContractRescinded, rescinded(fact), { aggregateId: fact.contractId, sequence });
    await reached(fact, sequence);
  };
  const reached = ({ contractId }: ContractSigned, sequence: number) =>
    eventually(
      async () => (await dept.progress('sales-office', contractId)) === sequence,
      'the news of the contract was not taken in',
    );
  const sign = async () => {
    const fact = contract();
    await dept.tell(ContractSigned, fact, { aggregateId: fact.contractId, sequence: 1 });
    await reached(fact, 1);
    return fact;
  };
  const caseOf = async ({ contractId }: ContractSigned) =>
    (await dept.ask(affairs, FindTitleCases, {})).items.find((each) => each.contractId === contractId);
  const accountOf = async ({ contractId }: ContractSigned) =>
    (await dept.ask(affairs, FindLoanAccounts, {})).items.find((each) => each.contractId === contractId);

  test('ends its title case and is noted on its loan; told twice it is one end', async () => {
    const fact = await sign();
    await tell(fact, 2);
    await tell(fact, 3);
    expect(await caseOf(fact)).toMatchObject({ state: 'CANCELLED', version: 2, allowed: [] });
    expect(await accountOf(fact)).toMatchObject({ rescindedOn: day });
  });

  test('that is told of before the signing waits for it', async () => {
    const fact = contract();
    await dept.tell(ContractRescinded, rescinded(fact), { aggregateId: fact.contractId, sequence: 2 });
    await dept.tell(ContractSigned, fact, { aggregateId: fact.contractId, sequence: 1 });
    await reached(fact, 2);
    expect(await caseOf(fact)).toMatchObject({ state: 'CANCELLED' });
  });

  test('whose certificate is out keeps its case', async () => {
    const fact = await sign();
    const steps = [
      [AssignTitleAgency, { agency: '诚信代理', termDays: 90 }],
      [FileTitle, { filedOn: day }],
      [IssueCertificate, { certificateNo: '浙2026第1号', issuedOn: day }],
    ] as const;
    for (const [step, body] of steps) {
      const { id: titleCaseId, version } = (await caseOf(fact))!;
      await dept.send(affairs, step, { titleCaseId, version, ...body });
    }
    await tell(fact, 2);
    expect(await caseOf(fact)).toMatchObject({ state: 'CERTIFICATE_ISSUED', allowed: ['registerMortgage'] });
  });

  test('that cannot be understood is parked and ends nothing', async () => {
    const fact = await sign();
    const wrong = { ...rescinded(fact), rescindedOn: '2026-02-30' };
    await dept.tell(ContractRescinded, wrong, { aggregateId: fact.contractId, sequence: 2 });
    await eventually(
      async () => (await dept.rows('select 1 from dead_letter where aggregate_id = ?', [fact.contractId])).length === 1,
      'it was not parked',
    );
    expect(await caseOf(fact)).toMatchObject({ state: 'OPENED' });
  });
});
