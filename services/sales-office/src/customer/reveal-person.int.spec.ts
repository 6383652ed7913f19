import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { partyContracts } from '@linli/contracts';
import { consultant, dutyStaff, manager, Office, rival, supervisor } from '../test/office.js';

const { RevealPerson } = partyContracts['sales-office'];

describe('a buyer in full', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  }, 60_000);
  afterAll(() => office.stop());

  test('is shown to his own consultant and to the managers, not to a rival; the identity paper to the manager alone', async () => {
    const { partyId } = await office.prospect();
    const asked = { partyId, fields: ['NAME', 'PHONE'], purpose: '约定签约时间' };
    const { dept } = office;
    expect(await dept.ask(consultant, RevealPerson, asked)).toHaveProperty('phone');
    expect(await dept.ask(supervisor, RevealPerson, asked)).toHaveProperty('name');
    expect(await dept.refusal(rival, RevealPerson, asked)).toMatchObject({ code: 'party.not-found' });
    expect(await dept.refusal(dutyStaff, RevealPerson, asked)).toMatchObject({ kind: 'forbidden' });
    const paper = { ...asked, fields: ['ID_NUMBER'] };
    expect(await dept.refusal(consultant, RevealPerson, paper)).toMatchObject({ code: 'party.id-number-not-for-you' });
    expect(await dept.ask(manager, RevealPerson, paper)).toMatchObject({ partyId });
  });
});
