import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  FindCustomers,
  GetCustomerContact,
  partyContracts,
  PartyIdentified,
  type CustomerView,
} from '@linli/contracts';
import { newId } from '@linli/kernel';
import { colleague, eventually, ServiceUnderTest } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { infoSharing } from '../service.js';
import { Departments } from '../test/departments.js';
import { IdentifyParty } from './identify-party.js';

const clerk = colleague('CUSTOMER_AFFAIRS_DEPT');
const { Registered, ContactChanged } = partyContracts['sales-office'];
let number = 13_100_000_000;
const newPhone = () => `${++number}`;

describe('Identifying the parties of the departments', () => {
  let infoDept: ServiceUnderTest;
  let twin: ServiceUnderTest;
  let departments: Departments;
  beforeAll(async () => {
    infoDept = await ServiceUnderTest.start(AppModule, infoSharing);
    twin = await ServiceUnderTest.start(AppModule, infoSharing, { replicaOf: infoDept });
    departments = new Departments(infoDept);
  }, 60_000);
  afterAll(async () => {
    await twin.stop();
    await infoDept.stop();
  });
  beforeEach(() => {
    departments.beforeAnswer = async () => undefined;
  });

  const customerOf = (partyId: string): Promise<CustomerView> =>
    eventually(
      async () => (await infoDept.ask(clerk, FindCustomers, { partyId })).items[0],
      `party ${partyId} was never identified`,
    );
  const told = async (partyId: string) =>
    (await infoDept.published(PartyIdentified)).filter((event) => event.partyId === partyId);
  const intent = async (partyId: string) =>
    (await infoDept.rows<Intent>('select * from identification where party_id = ?', [partyId]))[0];

  /** The lease or the wait of this party is over, and the workers look at once instead of at their next poll. */
  const due = async (partyId: string, set = '') => {
    await infoDept.rows(`update identification set ${set} next_attempt_at = clock_timestamp() where party_id = ?`, [
      partyId,
    ]);
    await infoDept.rows(`select pg_notify('identification', '')`);
  };

  interface Intent {
    wanted_at_news: string;
    done_at_news: string;
    attempts: number;
    next_attempt_at: string;
    last_error: string | null;
    given_up_at: Date | null;
  }

  describe('A piece of news about a party', () => {
    test('that comes twice is worked off once', async () => {
      const party = await departments.register('sales-office', { name: '王芳', phone: newPhone() });
      await customerOf(party);
      await infoDept.tell(Registered, { partyId: party }, { aggregateId: party, sequence: 1 });
      await infoDept.tell(ContactChanged, { partyId: party }, { aggregateId: party, sequence: 2 });
      await eventually(async () => (await intent(party))?.done_at_news === '2', 'the change was not worked off');
      expect(departments.asked.filter((id) => id === party)).toHaveLength(2);
      expect(await told(party)).toHaveLength(1);
    });

    test('that comes before the registration waits for it', async () => {
      const party = departments.expect('sales-office', { name: '李娜', phone: newPhone() });
      await infoDept.tell(ContactChanged, { partyId: party }, { aggregateId: party, sequence: 2 });
      await infoDept.tell(Registered, { partyId: party }, { aggregateId: party, sequence: 1 });
      await customerOf(party);
      await eventually(
        async () => (await infoDept.progress('sales-office', party)) === 2,
        'the change was not taken after the registration',
      );
    });

    test('that comes too late, when a later one was worked off, changes nothing', async () => {
      const party = await departments.register('sales-office', { name: '赵敏', phone: newPhone() });
      await departments.changeContact(party, { name: '赵敏', phone: newPhone() });
      await eventually(async () => (await intent(party))?.done_at_news === '2', 'the change was not worked off');
      const before = await intent(party);
      await infoDept.tell(Registered, { partyId: party }, { aggregateId: party, sequence: 1, eventId: newId() });
      await departments.register('sales-office', { name: '后来者', phone: newPhone() }).then(customerOf);
      expect(await intent(party)).toEqual(before);
    });

    test('that cannot be understood is parked and leaves the others alone', async () => {
      const party = newId();
      await infoDept.tell(Registered, { partyId: 'nobody' }, { aggregateId: party, sequence: 1 });
      await eventually(
        async () => (await infoDept.rows('select 1 from dead_letter where aggregate_id = ?', [party])).length === 1,
        'the news that cannot be understood was not parked',
      );
      await departments.register('sales-office', { name: '别人', phone: newPhone() }).then(customerOf);
    });
  });

  test('while a department is away its parties wait, and are identified when it is back', async () => {
    departments.leave('client-club');
    const party = await departments.register('client-club', { name: '钱进', phone: newPhone() });
    await eventually(
      async () => ((await intent(party))?.attempts ?? 0) >= 2,
      'nobody asked the absent department again',
    );
    expect((await intent(party))?.last_error).toBe('service.unavailable');
    departments.comeBack('client-club');
    await customerOf(party);
    expect(await told(party)).toHaveLength(1);
  });

  test('whoever is killed between asking and writing leaves it to the others, and nothing is doubled', async () => {
    const party = await departments.register('sales-office', { name: '孙悟', phone: newPhone() });
    const customer = await customerOf(party);
    // As the dead process left it: claimed by a lease that has run out, asked for, and written by nobody.
    await due(party, 'done_at_news = 0,');
    await eventually(
      async () => (await intent(party))?.done_at_news === '1',
      'nobody took over what the dead one had claimed',
    );
    expect((await customerOf(party)).id).toBe(customer.id);
    expect(await told(party)).toHaveLength(1);
  });

  test('a department that takes longer to answer than a claim lasts is asked once more and no oftener: the living worker renews it', async () => {
    let asked = 0;
    const leaseOf = async (id: string) => Date.parse((await intent(id))?.next_attempt_at ?? '');
    departments.beforeAnswer = async (id) => {
      asked += 1;
      const until = await leaseOf(id);
      const renewed = async () => (await leaseOf(id)) - until > 3_200;
      await eventually(renewed, 'the claim was not renewed for longer than it lasts');
    };
    const party = await departments.register('complaints', { name: '钱慢', phone: newPhone() });
    await eventually(async () => (await intent(party))?.done_at_news === '1', 'he was not identified', 15_000);
    departments.beforeAnswer = async () => undefined;
    expect(asked).toBe(2);
    expect((await intent(party))?.attempts).toBe(2);
  });

  test('a department that does not answer holds up its own parties only', async () => {
    const unanswered: string[] = [];
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    departments.beforeAnswer = async (party) => {
      if (unanswered.includes(party)) await gate;
    };
    while (unanswered.length < 20) {
      const party = departments.expect('complaints', { name: '钱无', phone: newPhone() });
      unanswered.push(party);
      // As after a question that was lost: the answer to the next one is waited for five seconds.
      const note = `insert into identification (party_id, service, wanted_at_news, correlation_id, attempts) values (?, 'complaints', 1, '', 1)`;
      await infoDept.rows(note, [party]);
    }
    await infoDept.rows(`select pg_notify('identification', '')`);
    const asked = () => unanswered.filter((party) => departments.asked.includes(party)).length;
    try {
      await eventually(async () => asked() > 0, 'nobody asked');
      await departments.register('sales-office', { name: '钱有', phone: newPhone() }).then(customerOf);
      // He did not wait until each of those before him had its turn.
      expect(asked()).toBeLessThan(unanswered.length);
    } finally {
      open();
    }
    for (const party of unanswered) await customerOf(party);
  });

  test('two replicas that asked for the same party at once write it once', async () => {
    let asked = 0;
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    departments.beforeAnswer = async () => {
      if (++asked === 2) open();
      await gate;
    };
    const party = await departments.register('complaints', { name: '周全', phone: newPhone() });
    await eventually(async () => asked === 1, 'nobody asked');
    await due(party);
    await customerOf(party);
    await eventually(async () => asked === 2, 'the second one never asked');
    expect(await told(party)).toHaveLength(1);
    expect(await infoDept.rows('select 1 from directory_entry where id = ?', [party])).toHaveLength(1);
  });

  test('a contact that changes while it is asked for is asked for again', async () => {
    const later = newPhone();
    let change = true;
    const party = departments.expect('complaints', { name: '吴用', phone: newPhone() });
    departments.beforeAnswer = async (asked) => {
      if (asked !== party || !change) return;
      change = false;
      await departments.changeContact(party, { name: '吴用', phone: later });
      await eventually(async () => (await intent(party))?.wanted_at_news === '2', 'the change was not noted');
    };
    await departments.announce(party);
    await eventually(async () => (await intent(party))?.done_at_news === '2', 'the change was not worked off');
    expect((await infoDept.ask(clerk, FindCustomers, { phone: later })).items).toHaveLength(1);
  });

  test('an answer that comes late does not overwrite what was told after it', async () => {
    const [early, later] = [newPhone(), newPhone()];
    const party = await departments.register('sales-office', { name: '石秀', phone: early });
    await departments.changeContact(party, { name: '石秀', phone: later });
    await eventually(async () => (await intent(party))?.done_at_news === '2', 'the change was not worked off');
    const late = { partyId: party, service: 'sales-office', news: 1, correlationId: newId() } as const;
    await infoDept.service.app.get(IdentifyParty).identify(late, { id: party, name: '石秀', phone: early });
    expect((await infoDept.ask(clerk, FindCustomers, { phone: early })).items).toEqual([]);
    expect((await infoDept.ask(clerk, FindCustomers, { phone: later })).items).toHaveLength(1);
  });

  test('two persons who tell their ID numbers at once on the phone of a customer without one become two customers', async () => {
    const phone = newPhone();
    const family = await departments.register('sales-office', { name: '卢家', phone }).then(customerOf);
    const meet = async (idNumber: string) => {
      const partyId = newId();
      const note = `insert into identification (party_id, service, wanted_at_news, correlation_id, next_attempt_at) values (?, 'complaints', 1, '', 'infinity')`;
      await infoDept.rows(note, [partyId]);
      return {
        claim: { partyId, service: 'complaints', news: 1, correlationId: newId() } as const,
        contact: { id: partyId, name: '卢家', phone, idNumber },
      };
    };
    const pair = await Promise.all([meet('110105194912310011'), meet('11010519491231002X')]);
    const identifyParty = infoDept.service.app.get(IdentifyParty);
    await Promise.all(pair.map(({ claim, contact }) => identifyParty.identify(claim, contact)));
    const customers = await Promise.all(pair.map(({ claim }) => customerOf(claim.partyId)));
    expect(new Set(customers.map(({ id }) => id)).size).toBe(2);
    expect(customers.map(({ id }) => id)).toContain(family.id);
  });

  test('a party that its own department does not know is given up, and taken up again with its next news', async () => {
    const party = newId();
    await infoDept.tell(partyContracts.complaints.Registered, { partyId: party }, { aggregateId: party, sequence: 1 });
    await eventually(
      async () => (await intent(party))?.last_error === 'party.not-found',
      'nobody noted that the party is unknown',
    );
    await due(party, 'attempts = 5,');
    await eventually(async () => (await intent(party))?.given_up_at, 'the unknown party was never given up');
    await infoDept.tell(
      partyContracts.complaints.ContactChanged,
      { partyId: party },
      { aggregateId: party, sequence: 2 },
    );
    await eventually(async () => (await intent(party))?.given_up_at === null, 'the next news did not take it up again');
  });

  describe('The contact for a purpose', () => {
    const readings = (customerId: string) =>
      infoDept.rows<{ actor_id: string; purpose: string; fields: string[] }>(
        'select actor_id, purpose, fields from read_log where subject_id = ? order by id',
        [customerId],
      );

    test('is told in full to the club, by party or by customer, and each reading is logged', async () => {
      const phone = newPhone();
      const party = await departments.register('sales-office', { name: '郑和', phone });
      const { id } = await customerOf(party);
      const contact = { id, name: '郑和', phone };
      expect(await infoDept.askAs('client-club', GetCustomerContact, { partyId: party, purpose: '入住祝贺' })).toEqual(
        contact,
      );
      expect(await infoDept.askAs('complaints', GetCustomerContact, { customerId: id, purpose: '回访' })).toEqual(
        contact,
      );
      expect(await readings(id)).toEqual([
        { actor_id: 'service:client-club', purpose: '入住祝贺', fields: ['name', 'phone'] },
        { actor_id: 'service:complaints', purpose: '回访', fields: ['name', 'phone'] },
      ]);
    });

    test('does not leave when the reading cannot be logged', async () => {
      const party = await departments.register('sales-office', { name: '密不可见', phone: newPhone() });
      await customerOf(party);
      await infoDept.rows(
        `create trigger read_log_full before insert on read_log for each row execute function refuse_change()`,
      );
      try {
        const answer = infoDept.askAs('client-club', GetCustomerContact, { partyId: party, purpose: '入住祝贺' });
        await expect(answer).rejects.toMatchObject({ kind: 'internal', message: expect.not.stringContaining('密') });
      } finally {
        await infoDept.rows('drop trigger read_log_full on read_log');
      }
    });

    test('is not told to other services, not to persons, not without a purpose and not about nobody', async () => {
      const partyId = newId();
      await expect(
        infoDept.askAs('sales-office', GetCustomerContact, { partyId, purpose: '好奇' }),
      ).rejects.toMatchObject({ kind: 'forbidden' });
      expect(await infoDept.refusal(clerk, GetCustomerContact, { partyId, purpose: '好奇' })).toMatchObject({
        kind: 'forbidden',
      });
      await expect(infoDept.askAs('client-club', GetCustomerContact, { partyId })).rejects.toMatchObject({
        kind: 'invalid',
      });
      await expect(infoDept.askAs('client-club', GetCustomerContact, { purpose: '祝贺' })).rejects.toMatchObject({
        code: 'customer.asked-twice-or-not',
      });
      await expect(
        infoDept.askAs('client-club', GetCustomerContact, { partyId, purpose: '祝贺' }),
      ).rejects.toMatchObject({ kind: 'not-found' });
    });
  });
});
