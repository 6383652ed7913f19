import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ComplaintRegistered, FindComplaints, GetComplaint, RegisterComplaint } from '@linli/contracts';
import { newId } from '@linli/kernel';
import { another, colleague, eventually, ServiceUnderTest, stranger } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { complaints } from '../service.js';

const handler = colleague('COMPLAINT_HANDLER');
const form = {
  projectId: 'binjiang',
  channel: 'HOTLINE',
  source: 'DIRECT',
  customerName: '王芳',
  phone: '138 0000 1234',
  customerKind: 'OWNER',
  room: '3-1-1201',
  category: 'QUALITY',
  urgency: 'NORMAL',
  content: '卫生间渗水',
  dueOn: '2036-12-01',
};

describe('Registering a complaint', () => {
  let complaintsDept: ServiceUnderTest;
  beforeAll(async () => {
    complaintsDept = await ServiceUnderTest.start(AppModule, complaints);
    await complaintsDept.knows('paged');
  }, 60_000);
  afterAll(() => complaintsDept.stop());

  test('a complaint is entered in 客户投诉登记表, answered masked and told to all [REQ-137]', async () => {
    const made = await complaintsDept.ask(handler, RegisterComplaint, form);
    expect(made).toMatchObject({
      version: 1,
      state: 'REGISTERED',
      customerName: '王*',
      phone: '138****1234',
      allowed: expect.arrayContaining(['investigate', 'withdraw', 'acknowledge']),
    });
    expect(await complaintsDept.published(ComplaintRegistered)).toContainEqual(
      expect.objectContaining({ complaintId: made.id }),
    );
    await complaintsDept.quiet();
  });

  test('complaints come from the customer himself and from the property company, and who took them is named [REQ-136]', async () => {
    for (const source of ['DIRECT', 'FROM_PROPERTY_COMPANY']) {
      expect(await complaintsDept.ask(handler, RegisterComplaint, { ...form, source })).toMatchObject({
        source,
        receivedBy: '投诉专人',
      });
    }
  });

  test('a complaint of somebody who has not bought yet goes the same way [REQ-155]', async () => {
    const made = await complaintsDept.ask(handler, RegisterComplaint, {
      ...form,
      source: 'SALES_PHASE',
      customerKind: 'PROSPECT',
      category: 'SALES',
    });
    expect(made).toMatchObject({ state: 'REGISTERED', source: 'SALES_PHASE' });
  });

  test('the view of a row is the view of the entity', async () => {
    const made = await complaintsDept.ask(handler, RegisterComplaint, { ...form, demand: '尽快修好' });
    expect(await complaintsDept.ask(handler, GetComplaint, { complaintId: made.id })).toEqual(made);
  });

  test('the same key gives the same complaint, another body under it is refused', async () => {
    const key = 'one-key-of-one-clerk';
    const first = await complaintsDept.ask(handler, RegisterComplaint, form, { key });
    const again = await complaintsDept.send(handler, RegisterComplaint, form, { key });
    expect(again).toMatchObject({ status: 201, replayed: true });
    expect(JSON.parse(Buffer.from(again.body).toString())).toEqual(first);
    expect(
      await complaintsDept.refusal(handler, RegisterComplaint, { ...form, content: '另一件事' }, { key }),
    ).toMatchObject({ kind: 'rule', code: 'request.key-reused' });
    expect((await complaintsDept.ask(another('COMPLAINT_HANDLER'), RegisterComplaint, form, { key })).id).not.toBe(
      first.id,
    );
  });

  test('a role that may not, a wrong field and another project are refused', async () => {
    expect(await complaintsDept.refusal(colleague('CASHIER'), RegisterComplaint, form)).toMatchObject({
      kind: 'forbidden',
    });
    expect(await complaintsDept.refusal(handler, RegisterComplaint, { ...form, shoe: 1 })).toMatchObject({
      kind: 'invalid',
      details: { flaws: [{ field: 'shoe', problem: expect.any(String) }] },
    });
    expect(await complaintsDept.refusal(stranger('COMPLAINT_HANDLER'), RegisterComplaint, form)).toMatchObject({
      kind: 'not-found',
    });
    expect(await complaintsDept.refusal(handler, RegisterComplaint, { ...form, phone: '12' })).toMatchObject({
      kind: 'rule',
      code: 'party.phone-not-understood',
    });
  });

  test('pages go on where the page before ended, and show only the own projects', async () => {
    for (let i = 0; i < 3; i++) await complaintsDept.ask(handler, RegisterComplaint, { ...form, projectId: 'paged' });
    const first = await complaintsDept.ask(handler, FindComplaints, { projectId: 'paged', limit: 2 });
    const second = await complaintsDept.ask(handler, FindComplaints, {
      projectId: 'paged',
      limit: 2,
      cursor: first.next!,
    });
    expect([first.items.length, second.items.length, second.next]).toEqual([2, 1, undefined]);
    expect(await complaintsDept.ask(stranger('COMPLAINT_HANDLER'), FindComplaints, {})).toEqual({ items: [] });
    expect(await complaintsDept.refusal(handler, FindComplaints, { cursor: 'shoe' })).toMatchObject({
      code: 'request.cursor-unknown',
    });
  });

  test('a customer of another department is named by his id alone, one of ours is recognised', async () => {
    const { customerName: _name, phone: _phone, ...anonymous } = form;
    const partyId = newId();
    const theirs = await complaintsDept.ask(handler, RegisterComplaint, { ...anonymous, partyId });
    expect(theirs.partyId).toBe(partyId);
    expect(theirs).not.toHaveProperty('customerName');
    expect(await complaintsDept.ask(handler, GetComplaint, { complaintId: theirs.id })).toEqual(theirs);
    const ours = await complaintsDept.ask(handler, RegisterComplaint, form);
    expect(await complaintsDept.ask(handler, RegisterComplaint, { ...anonymous, partyId: ours.partyId })).toMatchObject(
      {
        partyId: ours.partyId,
        customerName: '王*',
      },
    );
    expect(
      await complaintsDept.refusal(handler, RegisterComplaint, { ...anonymous, customerName: '王芳' }),
    ).toMatchObject({
      kind: 'invalid',
      code: 'complaint.customer-unnamed',
    });
  });

  test('every change stands in the change log with its author', async () => {
    const made = await complaintsDept.ask(handler, RegisterComplaint, form);
    await eventually(
      async () =>
        (
          await complaintsDept.rows('select 1 from change_log where aggregate_id = ? and actor_id = ?', [
            made.id,
            handler.id,
          ])
        ).length === 1,
      'the complaint is not in the change log',
    );
  });
});
