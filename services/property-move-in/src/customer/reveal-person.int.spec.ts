import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { OpenMoveIn, partyContracts } from '@linli/contracts';
import { ServiceUnderTest, stranger } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { propertyMoveIn } from '../service.js';
import { assistant, cashier, handedOver } from '../test/cases.js';

const { RevealPerson } = partyContracts['property-move-in'];

describe('an occupant in full', () => {
  let dept: ServiceUnderTest;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, propertyMoveIn);
  }, 60_000);
  afterAll(() => dept.stop());

  test('is shown to those who serve him in his project; the owner, whom another department keeps, is asked for there', async () => {
    const { unitId } = await handedOver(dept);
    const tenant = { occupantKind: 'TENANT', occupantName: '韩梅梅', phone: '13822223333' };
    const { partyId, ownerPartyId } = await dept.ask(assistant, OpenMoveIn, { unitId, ...tenant });
    const asked = { partyId, fields: ['NAME', 'PHONE'], purpose: '通知领取钥匙' };
    expect(await dept.ask(assistant, RevealPerson, asked)).toMatchObject({ name: '韩梅梅', phone: '+8613822223333' });
    expect(await dept.refusal(cashier, RevealPerson, asked)).toMatchObject({ kind: 'forbidden' });
    expect(await dept.refusal(stranger('CUSTOMER_ASSISTANT'), RevealPerson, asked)).toMatchObject({
      code: 'party.not-found',
    });
    expect(await dept.refusal(assistant, RevealPerson, { ...asked, partyId: ownerPartyId })).toMatchObject({
      code: 'party.not-found',
    });
  });
});
