import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  FindProspects,
  FindVisits,
  FollowUpProspect,
  GetProspect,
  GetVisit,
  LogVisit,
  LoseProspect,
  OpenProject,
  partyContracts,
  RecordBuyerProfile,
  RegisterProspect,
} from '@linli/contracts';
import { colleague, stranger } from '@linli/testing';
import { consultant, dutyStaff, manager, Office, rival, supervisor } from '../test/office.js';

const TWELVE_WRITINGS = [
  '13900001234',
  '139 0000 1234',
  '139-0000-1234',
  '+86 139 0000 1234',
  '+8613900001234',
  '86-13900001234',
  '008613900001234',
  '(+86)139-0000-1234',
  '１３９００００１２３４',
  '013900001234',
  '13900001234(同微信)',
  '电话:139.0000.1234',
];

describe('意向客户登记表', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  }, 60_000);
  afterAll(() => office.stop());

  test('a call is logged by the duty staff, masked and listed [REQ-097]', async () => {
    const { projectId } = office;
    const entry = {
      projectId,
      kind: 'CALL',
      customerName: '欧阳桂英',
      phone: '138 1111 2222',
      concerns: ['价格'],
      intentGrade: 'B',
    };
    const made = await office.dept.ask(dutyStaff, LogVisit, entry);
    expect(made).toMatchObject({
      customerName: '欧阳**',
      phone: '138****2222',
      loggedBy: dutyStaff.name,
      concerns: ['价格'],
    });
    expect(await office.dept.ask(supervisor, GetVisit, { visitId: made.id })).toEqual(made);
    const nameless = await office.dept.ask(consultant, LogVisit, { projectId, kind: 'VISIT' });
    expect(nameless).not.toHaveProperty('customerName');
    const { items } = await office.dept.ask(dutyStaff, FindVisits, { projectId });
    expect(items.slice(0, 2)).toEqual([nameless, made]);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    expect(await office.dept.refusal(dutyStaff, LogVisit, { ...entry, at: tomorrow })).toMatchObject({
      code: 'visit.in-future',
    });
    expect(await office.dept.refusal(supervisor, LogVisit, entry)).toMatchObject({ kind: 'forbidden' });
    expect(await office.dept.refusal(stranger('DUTY_STAFF'), LogVisit, entry)).toMatchObject({ kind: 'not-found' });
    expect(await office.dept.refusal(stranger('DUTY_STAFF'), GetVisit, { visitId: made.id })).toMatchObject({
      kind: 'not-found',
    });
  });

  test('a prospect is entered after the reception, from the visit, as the same person [REQ-081]', async () => {
    const { projectId } = office;
    const form = office.prospectForm();
    const visit = await office.dept.ask(dutyStaff, LogVisit, { projectId, kind: 'VISIT', phone: form.phone });
    const made = await office.dept.ask(consultant, RegisterProspect, {
      ...form,
      visitId: visit.id,
      wantedLayouts: ['三室'],
      budgetFen: 200_000_000,
    });
    expect(made).toMatchObject({
      state: 'FOLLOWED',
      customerName: '王*',
      consultantId: consultant.id,
      partyId: visit.partyId,
      allowed: ['followUp', 'recordProfile', 'lose', 'assign'],
    });
    expect(await office.dept.ask(consultant, GetProspect, { prospectId: made.id })).toEqual(made);
    expect(await office.dept.ask(dutyStaff, GetVisit, { visitId: visit.id })).toMatchObject({
      state: 'PROSPECT_OPENED',
      customerName: '王*',
    });
    const told = await office.dept.published(partyContracts['sales-office'].Registered);
    expect(told.filter(({ partyId }) => partyId === made.partyId)).toHaveLength(1);
    const twice = { ...office.prospectForm(), visitId: visit.id };
    expect(await office.dept.refusal(consultant, RegisterProspect, twice)).toMatchObject({
      code: 'visit.illegal-step',
    });
  });

  test.each(TWELVE_WRITINGS)(
    'a colleague\'s customer is refused with his phone written "%s", and nothing is told of him [REQ-084]',
    async (phone) => {
      if (phone === TWELVE_WRITINGS[0]) await office.prospect(consultant, { phone, customerName: '李四' });
      const refusal = await office.dept.refusal(rival, RegisterProspect, { ...office.prospectForm(), phone });
      expect(refusal).toMatchObject({ kind: 'conflict', code: 'prospect.collision' });
      expect(refusal.details).toEqual({ ruledBy: 'SALES_SUPERVISOR' });
      expect(refusal.message).not.toMatch(/李|139|1234/);
      const own = await office.dept.refusal(consultant, RegisterProspect, { ...office.prospectForm(), phone });
      expect(own).toMatchObject({
        kind: 'conflict',
        code: 'prospect.already-yours',
        details: { prospectId: expect.any(String) },
      });
    },
  );

  test('of two consultants at the same moment exactly one gets the customer [REQ-084]', async () => {
    const form = office.prospectForm();
    const crowd = Array.from({ length: 20 }, (_, i) => ({ ...consultant, id: `consultant-${i}`, name: `顾问${i}` }));
    const outcomes = await Promise.allSettled(crowd.map((one) => office.dept.ask(one, RegisterProspect, form)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const losers = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    for (const refusal of losers) expect(refusal).toMatchObject({ code: 'prospect.collision' });
  });

  test('the same phone in another project and that of a lost customer may be registered', async () => {
    await office.dept.ask(manager, OpenProject, { code: 'lakeside', name: '湖畔' });
    const { phone, id, version } = {
      ...(await office.prospect(consultant, { phone: '13711110000' })),
      phone: '13711110000',
    };
    await office.prospect(rival, { phone, projectId: 'lakeside' });
    const lost = await office.dept.ask(consultant, LoseProspect, { prospectId: id, version, reason: '已在别处购房' });
    expect(lost).toMatchObject({ state: 'LOST', lostReason: '已在别处购房', allowed: [] });
    expect(await office.prospect(rival, { phone })).toMatchObject({ state: 'FOLLOWED', consultantId: rival.id });
  });

  test('a customer for whom a unit is held is not given up', async () => {
    const { prospectId } = await office.reserved();
    const sent = { prospectId, version: 1, reason: '不买了' };
    expect(await office.dept.refusal(consultant, LoseProspect, sent)).toMatchObject({ code: 'prospect.holds-unit' });
    expect(await office.dept.refusal(dutyStaff, LoseProspect, sent)).toMatchObject({ kind: 'forbidden' });
  });

  test('follow-ups are entered one after the other', async () => {
    const { id: prospectId, version } = await office.prospect();
    const entry = { prospectId, version, kind: 'CALL', content: '约周六看房', nextOn: '2099-01-01', intentGrade: 'B' };
    const first = await office.dept.ask(consultant, FollowUpProspect, entry);
    expect(first).toMatchObject({
      intentGrade: 'B',
      followUps: [{ by: consultant.name, content: '约周六看房', nextOn: '2099-01-01' }],
    });
    const second = await office.dept.ask(consultant, FollowUpProspect, {
      ...entry,
      version: first.version,
      content: '已看房',
    });
    expect(second.followUps.map(({ content }) => content)).toEqual(['约周六看房', '已看房']);
    expect(await office.dept.ask(consultant, GetProspect, { prospectId })).toEqual(second);
    expect(await office.dept.refusal(consultant, FollowUpProspect, entry)).toMatchObject({ kind: 'stale' });
    expect(await office.dept.refusal(rival, FollowUpProspect, { ...entry, version: second.version })).toMatchObject({
      kind: 'not-found',
    });
    expect(await office.dept.refusal(supervisor, FollowUpProspect, entry)).toMatchObject({ kind: 'forbidden' });
  });

  test('the six facts of a buyer are coded, recorded once, and what is missing is named [REQ-336] [REQ-118]', async () => {
    const { id: prospectId, version, missingFacts } = await office.prospect();
    expect(missingFacts).toEqual(['OCCUPATION', 'INCOME', 'EDUCATION', 'RESIDENTIAL_AREA', 'MOTIVE']);
    const facts = { occupation: 'RETIRED', incomeBand: 'FROM_10_TO_20', residentialArea: 'SAME_CITY' };
    const sent = { prospectId, version, ...facts, habits: '周末上午来,带孙子' };
    const first = await office.dept.ask(consultant, RecordBuyerProfile, sent);
    expect(first).toMatchObject({ ...facts, habits: '周末上午来,带孙子', missingFacts: ['EDUCATION', 'MOTIVE'] });
    const rest = { prospectId, version: first.version, education: 'COLLEGE', motive: 'FOR_CHILDREN' };
    const whole = await office.dept.ask(consultant, RecordBuyerProfile, rest);
    expect(whole).toMatchObject({ ...facts, education: 'COLLEGE', motive: 'FOR_CHILDREN', missingFacts: [] });
    expect(await office.dept.ask(consultant, GetProspect, { prospectId })).toEqual(whole);
    expect(await office.dept.refusal(rival, RecordBuyerProfile, rest)).toMatchObject({ kind: 'not-found' });
    expect(await office.dept.refusal(supervisor, RecordBuyerProfile, rest)).toMatchObject({ kind: 'forbidden' });
    expect(await office.dept.refusal(consultant, RecordBuyerProfile, { ...rest, motive: '学区' })).toMatchObject({
      kind: 'invalid',
    });
  });

  test('a consultant reads his own page, supervisor and manager all pages [REQ-085]', async () => {
    const mine = await office.prospect(consultant);
    const theirs = await office.prospect(rival);
    const { projectId } = office;
    const page = async (by: typeof consultant) =>
      (await office.dept.ask(by, FindProspects, { projectId, limit: 100 })).items;
    expect(new Set((await page(consultant)).map(({ consultantId }) => consultantId))).toEqual(new Set([consultant.id]));
    for (const overseer of [supervisor, manager])
      expect(await page(overseer)).toEqual(expect.arrayContaining([mine, theirs]));
    const ofRival = await office.dept.ask(supervisor, FindProspects, { consultantId: rival.id });
    expect(ofRival.items[0]).toEqual(theirs);
    expect((await office.dept.ask(consultant, FindProspects, { consultantId: rival.id })).items).toEqual([]);
    expect(await office.dept.refusal(consultant, GetProspect, { prospectId: theirs.id })).toMatchObject({
      kind: 'not-found',
    });
    expect((await office.dept.ask(stranger('SALES_MANAGER'), FindProspects, {})).items).toEqual([]);
  });

  test('without consent, with an unreadable phone, in a foreign project and by another role nobody is registered', async () => {
    const form = office.prospectForm();
    const tries: [typeof consultant, Partial<RegisterProspect>, object][] = [
      [consultant, { consent: false }, { code: 'prospect.consent-missing' }],
      [consultant, { phone: '12' }, { code: 'party.phone-not-understood' }],
      [consultant, { idNumber: '110101199003072317' }, { code: 'party.id-number-not-understood' }],
      [consultant, { projectId: 'nowhere' }, { code: 'project.not-found' }],
      [stranger('SALES_CONSULTANT'), {}, { code: 'project.not-found' }],
      [colleague('DUTY_STAFF'), {}, { kind: 'forbidden' }],
      [colleague('SALES_SUPERVISOR'), {}, { kind: 'forbidden' }],
    ];
    for (const [by, part, refused] of tries) {
      expect(await office.dept.refusal(by, RegisterProspect, { ...form, ...part })).toMatchObject(refused);
    }
  });
});
