import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ContractFiled,
  ContractSigned,
  FileContract,
  FindContracts,
  FindSubscriptions,
  GetContract,
  GetSubscription,
  LoanDisbursed,
  RecordLoanDisbursement,
  ScheduleSigning,
  SignContract,
  SigningScheduled,
  Subscribe,
  Subscribed,
  type SignContract as ContractForm,
} from '@linli/contracts';
import { dayOf, plusDays } from '@linli/kernel';
import { colleague, stranger } from '@linli/testing';
import { consultant, controller, finance, manager, mortgage, Office, rival } from '../test/office.js';

const today = dayOf(new Date());

describe('From the 认购书 to the payout of the loan', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  }, 60_000);
  afterAll(() => office.stop());

  test('the 认购书 has buyers, unit, day and term, and is told to all', async () => {
    const confirmation = await office.sold();
    const coBuyers = [{ name: '李雷', phone: '13600001111', idNumber: '110101199003071233' }];
    const made = await office.dept.ask(consultant, Subscribe, { confirmationId: confirmation.id, coBuyers });
    expect(made).toMatchObject({
      state: 'SUBSCRIBED',
      subscribedOn: today,
      signBy: plusDays(today, 10),
      room: confirmation.room,
    });
    expect(made.buyers).toEqual([
      { partyId: confirmation.partyId, name: '王*', phone: expect.stringContaining('****') },
      { partyId: expect.any(String), name: '李*', phone: '136****1111', idNumber: '110101********1233' },
    ]);
    expect(await office.dept.ask(finance, GetSubscription, { subscriptionId: made.id })).toEqual(made);
    expect((await office.dept.ask(controller, FindSubscriptions, { unitId: made.unitId })).items).toEqual([made]);
    const told = await office.dept.published(Subscribed);
    expect(told).toContainEqual(
      expect.objectContaining({ subscriptionId: made.id, partyId: confirmation.partyId, signBy: made.signBy }),
    );
    expect(await office.dept.refusal(consultant, Subscribe, { confirmationId: confirmation.id })).toMatchObject({
      code: 'unit-confirmation.illegal-step',
    });
  });

  test('a 认购书 waits for finance, and its days must fit', async () => {
    const paid = await office.paid();
    expect(await office.dept.refusal(consultant, Subscribe, { confirmationId: paid.id })).toMatchObject({
      code: 'unit-confirmation.deposit-not-confirmed',
    });
    const { id: confirmationId } = await office.sold();
    expect(
      await office.dept.refusal(consultant, Subscribe, { confirmationId, subscribedOn: plusDays(today, 1) }),
    ).toMatchObject({ code: 'subscription.in-future' });
    expect(
      await office.dept.refusal(consultant, Subscribe, { confirmationId, signBy: plusDays(today, -1) }),
    ).toMatchObject({ code: 'subscription.sign-by-too-early' });
    for (const role of ['FINANCE_DEPT', 'DUTY_STAFF', 'CASHIER'] as const) {
      expect(await office.dept.refusal(colleague(role), Subscribe, { confirmationId })).toMatchObject({
        kind: 'forbidden',
      });
    }
    expect(await office.dept.refusal(rival, Subscribe, { confirmationId })).toMatchObject({ kind: 'not-found' });
    expect(await office.dept.refusal(stranger('INVENTORY_CONTROLLER'), Subscribe, { confirmationId })).toMatchObject({
      kind: 'not-found',
    });
  });

  test('the day of signing is set and moved, and each is told', async () => {
    const { id: subscriptionId, version } = await office.subscribed();
    const first = await office.dept.ask(consultant, ScheduleSigning, {
      subscriptionId,
      version,
      signingOn: plusDays(today, 5),
    });
    expect(first).toMatchObject({ state: 'SIGNING_SCHEDULED', signingOn: plusDays(today, 5) });
    const sent = { subscriptionId, version: first.version, signingOn: plusDays(today, 8) };
    const moved = await office.dept.ask(controller, ScheduleSigning, sent);
    expect(moved.signingOn).toBe(plusDays(today, 8));
    const told = (await office.dept.published(SigningScheduled)).filter(
      (event) => event.subscriptionId === subscriptionId,
    );
    expect(told.map(({ signingOn }) => signingOn)).toEqual([plusDays(today, 5), plusDays(today, 8)]);
    expect(await office.dept.refusal(consultant, ScheduleSigning, sent)).toMatchObject({ kind: 'stale' });
    expect(
      await office.dept.refusal(consultant, ScheduleSigning, {
        ...sent,
        version: moved.version,
        signingOn: plusDays(today, -1),
      }),
    ).toMatchObject({ code: 'subscription.signing-in-past' });
    expect(await office.dept.refusal(finance, ScheduleSigning, sent)).toMatchObject({ kind: 'forbidden' });
  });

  test('a contract is signed once per unit, with buyers, price, payment and clauses [REQ-334]', async () => {
    const subscription = await office.subscribed({ coBuyers: [{ name: '李雷' }] });
    const specialClauses = [{ text: '赠送车位一年', debtor: '开发商', dueOn: '2030-01-01' }, { text: '精装交付' }];
    const form = { ...office.contractForm(subscription), ...mortgage, downPaymentFen: 40_000_000, specialClauses };
    const made = await office.dept.ask(consultant, SignContract, form);
    expect(made).toMatchObject({
      state: 'SIGNED',
      signedOn: today,
      enteredBy: consultant.name,
      specialClauses,
      ...mortgage,
      allowed: ['file'],
    });
    expect(made.buyers.map(({ idNumber }) => idNumber)).toEqual(['110101********1006', '110101********1014']);
    expect(await office.unit(subscription.unitId)).toMatchObject({ state: 'SIGNED' });
    const [told] = (await office.dept.published(ContractSigned)).filter(({ contractId }) => contractId === made.id);
    expect(told).toEqual({
      contractId: made.id,
      contractNo: form.contractNo,
      subscriptionId: subscription.id,
      unitId: subscription.unitId,
      projectId: office.projectId,
      room: subscription.room,
      partyId: subscription.buyers[0]?.partyId,
      coBuyerPartyIds: [subscription.buyers[1]?.partyId],
      totalPriceFen: 100_000_000,
      ...mortgage,
      signedOn: today,
      handoverDueOn: '2199-12-31',
    });
    expect(await office.dept.refusal(consultant, SignContract, { ...form, contractNo: 'HT-X' })).toMatchObject({
      code: 'subscription.illegal-step',
    });
  });

  test('every signed contract stands in 契约签署一览表 at once [REQ-092]', async () => {
    const made = await office.signed(mortgage);
    expect(await office.dept.ask(manager, GetContract, { contractId: made.id })).toEqual(made);
    const { items } = await office.dept.ask(controller, FindContracts, {
      projectId: office.projectId,
      paymentMethod: 'MORTGAGE',
    });
    expect(items[0]).toEqual(made);
    expect((await office.dept.ask(rival, FindContracts, {})).items).toEqual([]);
    expect((await office.dept.ask(stranger('SALES_MANAGER'), FindContracts, {})).items).toEqual([]);
  });

  test('a contract without papers, with half a loan or with wrong days is refused', async () => {
    const subscription = await office.subscribed();
    const form = office.contractForm(subscription);
    const tries: [Partial<ContractForm>, string][] = [
      [{ identities: [] }, 'contract.identity-missing'],
      [{ identities: [{ partyId: subscription.id, idNumber: '110101199003071233' }] }, 'contract.not-a-buyer'],
      [{ ...mortgage, loanBank: undefined }, 'contract.loan-incomplete'],
      [{ ...mortgage, loanAmountFen: undefined }, 'contract.loan-incomplete'],
      [{ loanBank: '工商银行' }, 'contract.loan-not-expected'],
      [{ ...mortgage, downPaymentFen: 40_000_001 }, 'contract.more-than-price'],
      [{ signedOn: plusDays(today, 1) }, 'contract.signed-in-future'],
      [{ signedOn: plusDays(today, -1) }, 'contract.signed-before-subscription'],
      [{ handoverDueOn: plusDays(today, -1) }, 'contract.handover-before-signing'],
    ];
    for (const [part, code] of tries) {
      expect(await office.dept.refusal(controller, SignContract, { ...form, ...part })).toMatchObject({
        kind: 'rule',
        code,
      });
    }
    const { contractNo } = await office.signed();
    expect(await office.dept.refusal(controller, SignContract, { ...form, contractNo })).toMatchObject({
      code: 'contract.number-taken',
    });
    expect(await office.dept.refusal(finance, SignContract, form)).toMatchObject({ kind: 'forbidden' });
    expect(await office.dept.refusal(stranger('INVENTORY_CONTROLLER'), SignContract, form)).toMatchObject({
      kind: 'not-found',
    });
    expect(await office.unit(subscription.unitId)).toMatchObject({ state: 'SOLD' });
  });

  test('filing is told, so that the buyer can be told [REQ-123]', async () => {
    const { id: contractId, version } = await office.signed();
    const sent = { contractId, version, filingNo: 'BA-1' };
    expect(await office.dept.refusal(finance, FileContract, sent)).toMatchObject({ kind: 'forbidden' });
    expect(
      await office.dept.refusal(controller, FileContract, { ...sent, filedOn: plusDays(today, -1) }),
    ).toMatchObject({ code: 'contract.filed-before-signing' });
    expect(await office.dept.refusal(controller, FileContract, { ...sent, filedOn: plusDays(today, 1) })).toMatchObject(
      { code: 'contract.filed-in-future' },
    );
    const filed = await office.dept.ask(controller, FileContract, sent);
    expect(filed).toMatchObject({ state: 'FILED', filedOn: today, filingNo: 'BA-1', allowed: [] });
    expect(await office.dept.ask(controller, GetContract, { contractId })).toEqual(filed);
    expect(await office.dept.published(ContractFiled)).toContainEqual(
      expect.objectContaining({ contractId, filedOn: today }),
    );
    expect(
      await office.dept.rows('select kind, state from care_node where party_id = ?', [filed.buyers[0]?.partyId]),
    ).toEqual([{ kind: 'CONTRACT_FILED', state: 'DUE' }]);
    const disburse = { contractId, version: filed.version };
    expect(await office.dept.refusal(finance, RecordLoanDisbursement, disburse)).toMatchObject({
      code: 'contract.no-loan',
    });
    expect(await office.dept.refusal(controller, FileContract, { ...sent, version: filed.version })).toMatchObject({
      code: 'contract.illegal-step',
    });
  });

  test('the payout of the loan is entered by finance after the filing, and told [REQ-124]', async () => {
    const { id: contractId, version } = await office.signed(mortgage);
    expect(await office.dept.refusal(finance, RecordLoanDisbursement, { contractId, version })).toMatchObject({
      code: 'contract.illegal-step',
    });
    const filed = await office.dept.ask(controller, FileContract, { contractId, version, filingNo: 'BA-2' });
    expect(filed.allowed).toEqual(['disburseLoan']);
    const sent = { contractId, version: filed.version };
    expect(await office.dept.refusal(controller, RecordLoanDisbursement, sent)).toMatchObject({ kind: 'forbidden' });
    expect(await office.dept.refusal(finance, RecordLoanDisbursement, { ...sent, version: 1 })).toMatchObject({
      kind: 'stale',
    });
    expect(await office.dept.refusal(stranger('FINANCE_DEPT'), RecordLoanDisbursement, sent)).toMatchObject({
      kind: 'not-found',
    });
    const paidOut = await office.dept.ask(finance, RecordLoanDisbursement, sent);
    expect(paidOut).toMatchObject({ state: 'LOAN_DISBURSED', loanDisbursedOn: today, allowed: [] });
    expect(await office.dept.ask(finance, GetContract, { contractId })).toEqual(paidOut);
    expect(await office.dept.published(LoanDisbursed)).toContainEqual(
      expect.objectContaining({ contractId, disbursedOn: today }),
    );
  });
});
