import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ContractSigned, GuaranteeReleased, TitleIssued, titleStates } from '@linli/contracts';
import { newId, raisedBy, Refusal } from '@linli/kernel';
import { TitleCase } from './title-case.js';
import { allowedSteps, titleWorkflow, type TitleAction } from './title-case.workflow.js';

const today = '2026-11-22';
const contract = Object.assign(new ContractSigned(), {
  ...{
    contractId: newId(),
    contractNo: 'HT2026-1',
    subscriptionId: newId(),
    unitId: newId(),
    projectId: 'binjiang',
    room: '3-1-1201',
  },
  ...{
    partyId: newId(),
    coBuyerPartyIds: [],
    paymentMethod: 'MORTGAGE',
    totalPriceFen: 300_000_000,
    signedOn: '2026-05-01',
    handoverDueOn: '2027-05-01',
  },
});
type Step = Exclude<TitleAction, 'cancel'>;
const steps: Record<Step, (found: TitleCase) => void> = {
  assignAgency: (found) => found.assignAgency('诚信代理', 90, today),
  file: (found) => found.file(today, today),
  issueCertificate: (found) => found.issueCertificate('浙2026第1号', today, today),
  registerMortgage: (found) => found.registerMortgage('浙2026抵1号', today, today),
  releaseGuarantee: (found) => found.releaseGuarantee(today, today),
};
const order = Object.keys(steps) as Step[];
const onTheWay = titleStates.filter((state) => state !== 'CANCELLED');

const opened = (paymentMethod = 'MORTGAGE') =>
  TitleCase.open(Object.assign(new ContractSigned(), contract, { paymentMethod }));
const after = (many: number, paymentMethod?: string) => {
  const found = opened(paymentMethod);
  for (const action of order.slice(0, many)) steps[action](found);
  return found;
};
const codeOf = (step: () => void): string => {
  try {
    step();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'taken';
};

describe('A title case', () => {
  test('has the published states', () => {
    expect([...titleStates]).toEqual([...titleWorkflow.states]);
  });

  test('the README draws the workflow as it is', () => {
    expect(readFileSync(new URL('../../README.md', import.meta.url), 'utf8')).toContain(titleWorkflow.diagram());
  });

  test('ends with its contract while there is no certificate, and not after', () => {
    for (const many of [0, 1, 2]) {
      const found = after(many);
      found.cancel();
      expect([found.state, allowedSteps(found.state, true)]).toEqual(['CANCELLED', []]);
      for (const action of order) expect(codeOf(() => steps[action](found))).toBe('title-case.illegal-step');
    }
    for (const many of [3, 4, 5]) expect(codeOf(() => after(many).cancel())).toBe('title-case.illegal-step');
  });

  test.each(onTheWay.map((state, place) => [state, place] as const))(
    'in %s goes the next step and no other',
    (state, place) => {
      for (const [n, action] of order.entries()) {
        const found = after(place);
        expect(found.state).toBe(state);
        expect(codeOf(() => steps[action](found))).toBe(n === place ? 'taken' : 'title-case.illegal-step');
        expect(found.state).toBe(n === place ? onTheWay[place + 1] : state);
      }
    },
  );

  test('registers the mortgage only after the certificate [REQ-186]', () => {
    expect(codeOf(() => steps.registerMortgage(after(2)))).toBe('title-case.illegal-step');
    expect(after(4)).toMatchObject({
      state: 'MORTGAGE_REGISTERED',
      registrationNo: '浙2026抵1号',
      mortgageRegisteredOn: today,
    });
  });

  test('releases the guarantee only after certificate and mortgage registration [REQ-187]', () => {
    for (const many of [2, 3])
      expect(codeOf(() => steps.releaseGuarantee(after(many)))).toBe('title-case.illegal-step');
    const released = after(5);
    expect(released).toMatchObject({ state: 'GUARANTEE_RELEASED', guaranteeReleasedOn: today });
    expect(raisedBy(released).map(({ event }) => event)).toEqual([TitleIssued, GuaranteeReleased]);
  });

  test.each(['LUMP_SUM', 'INSTALMENTS'])('of a buyer who pays by %s ends with the certificate', (paymentMethod) => {
    const issued = after(3, paymentMethod);
    expect(allowedSteps(issued.state, issued.mortgaged)).toEqual([]);
    expect(codeOf(() => steps.registerMortgage(issued))).toBe('title-case.cash-buyer');
  });

  test.each(['MORTGAGE', 'PROVIDENT_FUND', 'COMBINED'])('of a buyer who pays by %s goes on', (paymentMethod) => {
    const issued = after(3, paymentMethod);
    expect(allowedSteps(issued.state, issued.mortgaged)).toEqual(['registerMortgage']);
  });

  test('is one per unit, named by contract and room, with number and day of its certificate [REQ-185]', () => {
    expect(after(3)).toMatchObject({
      contractNo: 'HT2026-1',
      room: '3-1-1201',
      certificateNo: '浙2026第1号',
      issuedOn: today,
    });
  });

  test('is due after the days of the agency agreement', () => {
    expect(after(1)).toMatchObject({ agency: '诚信代理', agencyAssignedOn: today, dueOn: '2027-02-20' });
  });

  test('takes no step on a day before the step before it, such as a filing before the contract', () => {
    const day = '2026-11-21';
    expect(codeOf(() => after(1).file('2026-04-30', today))).toBe('title-case.day-too-early');
    expect(codeOf(() => after(1).file('2026-05-01', today))).toBe('taken');
    expect(codeOf(() => after(2).issueCertificate('x', day, today))).toBe('title-case.day-too-early');
    expect(codeOf(() => after(3).registerMortgage('x', day, today))).toBe('title-case.day-too-early');
    expect(codeOf(() => after(4).releaseGuarantee(day, today))).toBe('title-case.day-too-early');
  });

  test('takes no step on a day to come', () => {
    expect(codeOf(() => after(1).file('2026-11-23', today))).toBe('title-case.day-in-future');
    expect(codeOf(() => after(2).issueCertificate('x', '2026-11-23', today))).toBe('title-case.day-in-future');
    expect(codeOf(() => after(3).registerMortgage('x', '2026-11-23', today))).toBe('title-case.day-in-future');
    expect(codeOf(() => after(4).releaseGuarantee('2026-11-23', today))).toBe('title-case.day-in-future');
  });
});
