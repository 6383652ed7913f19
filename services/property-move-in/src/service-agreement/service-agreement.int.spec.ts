import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ContractRescinded,
  ContractSigned,
  EndServiceAgreement,
  FindServiceAgreements,
  GetServiceAgreement,
  ServiceAgreementEnded,
  ServiceAgreementSigned,
  SignServiceAgreement,
} from '@linli/contracts';
import { colleague, eventually, ServiceUnderTest, stranger } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { propertyMoveIn } from '../service.js';
import { contract } from '../test/contract.js';

const assistant = colleague('CUSTOMER_ASSISTANT');
const handler = colleague('COMPLAINT_HANDLER');
const form = {
  kind: 'CONTRACT',
  title: '空调保养合同',
  services: '每年清洗两次',
  signedOn: '2026-06-01',
  fromOn: '2026-07-01',
};

describe('服务协议和合同', () => {
  let dept: ServiceUnderTest;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, propertyMoveIn);
    await dept.rows(`update app_clock set ahead = '2026-09-02T01:10:00Z'::timestamptz - clock_timestamp()`);
  }, 60_000);
  afterAll(() => dept.stop());

  const heard = (id: string, sequence: number) =>
    eventually(async () => (await dept.progress('sales-office', id)) === sequence, 'the contract was not taken in');
  async function owner(more: Partial<ContractSigned> = {}): Promise<ContractSigned> {
    const fact = contract(more);
    await dept.tell(ContractSigned, fact, { aggregateId: fact.contractId, sequence: 1 });
    await heard(fact.contractId, 1);
    return fact;
  }
  const sign = ({ unitId }: ContractSigned, more: object = {}) =>
    dept.ask(assistant, SignServiceAgreement, { unitId, ...form, ...more });

  test('is signed with the owner of a unit, listed by unit and owner, and told [REQ-166]', async () => {
    const home = await owner();
    const made = await sign(home, { untilOn: '2027-06-30' });
    expect(made).toMatchObject({
      ...{ ...form, state: 'IN_FORCE', untilOn: '2027-06-30', allowed: ['end'], recordedBy: assistant.name },
      ...{ unitId: home.unitId, room: home.room, partyId: home.partyId, projectId: 'binjiang' },
      agreementNo: expect.stringMatching(/^FW-2026-/),
    });
    const { id: agreementId, agreementNo } = made;
    expect(await dept.ask(handler, GetServiceAgreement, { agreementId })).toEqual(made);
    for (const filter of [{ room: home.room }, { partyId: home.partyId }, { partyId: home.partyId, state: 'IN_FORCE' }])
      expect((await dept.ask(handler, FindServiceAgreements, filter)).items).toEqual([made]);
    expect((await dept.ask(handler, FindServiceAgreements, { partyId: home.partyId, state: 'ENDED' })).items).toEqual(
      [],
    );
    const told = (await dept.published(ServiceAgreementSigned)).filter((news) => news.agreementId === agreementId);
    expect(told).toEqual([
      {
        ...{ agreementId, agreementNo, projectId: 'binjiang', unitId: home.unitId, partyId: home.partyId },
        ...{ fromOn: '2026-07-01', untilOn: '2027-06-30' },
      },
    ]);
  });

  test('ends once, on one of its days, with a reason [REQ-166]', async () => {
    const { id: agreementId, version } = await sign(await owner(), { untilOn: '2026-12-31' });
    const end = { agreementId, version, reason: '业主要求' };
    for (const endedOn of ['2026-06-30', '2027-01-01'])
      expect(await dept.refusal(assistant, EndServiceAgreement, { ...end, endedOn })).toMatchObject({
        code: 'service-agreement.end-outside',
      });
    const ended = await dept.ask(assistant, EndServiceAgreement, { ...end, endedOn: '2026-12-31' });
    expect(ended).toMatchObject({ state: 'ENDED', allowed: [], ending: { endedOn: '2026-12-31', reason: '业主要求' } });
    expect(await dept.ask(handler, GetServiceAgreement, { agreementId })).toEqual(ended);
    const told = (await dept.published(ServiceAgreementEnded)).filter((news) => news.agreementId === agreementId);
    expect(told).toEqual([{ agreementId, projectId: 'binjiang', endedOn: '2026-12-31' }]);
    const again = { ...end, version: ended.version, endedOn: '2026-12-31' };
    expect(await dept.refusal(assistant, EndServiceAgreement, again)).toMatchObject({
      code: 'service-agreement.ended-already',
    });
  });

  test('is not signed for tomorrow, for no time, or with the former buyer of a unit', async () => {
    const home = await owner();
    const asked = { unitId: home.unitId, ...form };
    for (const [more, code] of [
      [{ signedOn: '2026-09-03' }, 'service-agreement.in-the-future'],
      [{ untilOn: '2026-06-30' }, 'service-agreement.period'],
    ] as const)
      expect(await dept.refusal(assistant, SignServiceAgreement, { ...asked, ...more })).toMatchObject({ code });
    await sign(home, { signedOn: '2026-09-02', untilOn: '2026-07-01' });
    const { contractId, subscriptionId, unitId, projectId, partyId } = home;
    const rescinded = { contractId, subscriptionId, unitId, projectId, partyId, rescindedOn: '2026-08-20' };
    await dept.tell(ContractRescinded, rescinded, { aggregateId: contractId, sequence: 2 });
    await heard(contractId, 2);
    expect(await dept.refusal(assistant, SignServiceAgreement, asked)).toMatchObject({
      code: 'service-agreement.contract-rescinded',
    });
  });

  test('is nobody else’s business', async () => {
    const home = await owner();
    const { id: agreementId, version } = await sign(home);
    const ways = [
      [SignServiceAgreement, { unitId: home.unitId, ...form }],
      [EndServiceAgreement, { agreementId, version, endedOn: '2026-12-31', reason: '无' }],
      [GetServiceAgreement, { agreementId }],
    ] as const;
    for (const [way, message] of ways) {
      expect(await dept.refusal(colleague('SALES_CONSULTANT'), way, message)).toMatchObject({ kind: 'forbidden' });
      expect(await dept.refusal(stranger('CUSTOMER_ASSISTANT'), way, message)).toMatchObject({ kind: 'not-found' });
    }
    expect(await dept.refusal(handler, SignServiceAgreement, ways[0][1])).toMatchObject({ kind: 'forbidden' });
    expect(await dept.refusal(colleague('SALES_CONSULTANT'), FindServiceAgreements, {})).toMatchObject({
      kind: 'forbidden',
    });
    expect((await dept.ask(stranger('CUSTOMER_ASSISTANT'), FindServiceAgreements, {})).items).toEqual([]);
  });
});
