import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  FindComplaints,
  GetComplaint,
  LinkServiceAgreement,
  RegisterComplaint,
  ServiceAgreementEnded,
  ServiceAgreementSigned,
  type ComplaintView,
} from '@linli/contracts';
import { newId } from '@linli/kernel';
import { colleague, eventually, ServiceUnderTest } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { complaints } from '../service.js';

const handler = colleague('COMPLAINT_HANDLER');
const intake = {
  projectId: 'binjiang',
  customerName: '王芳',
  phone: '138 0000 1234',
  content: '保洁未到',
  dueOn: '2026-12-20',
};

describe('A case about a service agreement', () => {
  let dept: ServiceUnderTest;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, complaints);
    await dept.rows(`update app_clock set ahead = '2026-09-02T01:10:00Z'::timestamptz - clock_timestamp()`);
  }, 60_000);
  afterAll(() => dept.stop());

  let numbers = 0;
  const agreement = (more: object = {}): ServiceAgreementSigned => ({
    ...{ agreementId: newId(), projectId: 'binjiang', agreementNo: `FW-2026-${(numbers += 1)}`, unitId: newId() },
    ...{ partyId: newId(), fromOn: '2026-01-01', untilOn: '2026-12-31', ...more },
  });
  const place = (aggregateId: string, sequence: number, eventId = newId()) => ({ aggregateId, sequence, eventId });
  const heard = (id: string, sequence: number) =>
    eventually(
      async () => (await dept.progress('property-move-in', id)) === sequence,
      `news ${sequence} of the agreement was not taken in`,
    );
  const signed = async (more: object = {}) => {
    const news = agreement(more);
    await dept.tell(ServiceAgreementSigned, news, place(news.agreementId, 1));
    await heard(news.agreementId, 1);
    return news;
  };
  const ended = ({ agreementId, projectId }: ServiceAgreementSigned, endedOn = '2026-08-31') => ({
    agreementId,
    projectId,
    endedOn,
  });
  const register = (more: object = {}) => dept.ask(handler, RegisterComplaint, { ...intake, ...more });
  const link = ({ id: complaintId, version }: ComplaintView, agreementId: string, more: object = {}) => ({
    ...{ complaintId, version, agreementId, ...more },
  });

  test('is linked to it by its id, shows its number, and is listed under it; each link stays [REQ-166]', async () => {
    const [first, second] = [await signed(), await signed()];
    const one = await dept.ask(handler, LinkServiceAgreement, link(await register(), first.agreementId));
    expect(one).toMatchObject({
      agreementNo: first.agreementNo,
      agreements: [{ agreementId: first.agreementId, agreementNo: first.agreementNo, by: handler.name }],
    });
    expect(await dept.ask(handler, GetComplaint, { complaintId: one.id })).toEqual(one);
    const listed = async ({ agreementId }: { agreementId: string }) =>
      (await dept.ask(handler, FindComplaints, { agreementId })).items.map(({ id, agreementNo }) => [id, agreementNo]);
    expect(await listed(first)).toEqual([[one.id, first.agreementNo]]);
    const moved = await dept.ask(handler, LinkServiceAgreement, link(one, second.agreementId));
    expect(moved.agreements?.map(({ agreementId }) => agreementId)).toEqual([first.agreementId, second.agreementId]);
    expect(await listed(first)).toEqual([]);
    expect(await listed(second)).toEqual([[one.id, second.agreementNo]]);
    expect(await dept.refusal(handler, LinkServiceAgreement, link(moved, second.agreementId))).toMatchObject({
      code: 'complaint.agreement-unchanged',
    });
  });

  test.each([
    ['that nobody signed', {}, { agreementId: newId() }, 'complaint.agreement-unknown'],
    ['of another project', { projectId: 'xihu' }, {}, 'complaint.agreement-unknown'],
    ['with another number than on the paper', {}, { agreementNo: 'FW-0' }, 'complaint.agreement-number'],
    ['that ended the day before', { untilOn: '2026-09-01' }, {}, 'complaint.agreement-not-in-force'],
    ['that begins the day after', { fromOn: '2026-09-03' }, {}, 'complaint.agreement-not-in-force'],
    ['on its last day', { untilOn: '2026-09-02' }, {}, undefined],
    ['on its first day, without an end', { fromOn: '2026-09-02', untilOn: undefined }, {}, undefined],
  ])('with one %s [REQ-166]', async (_which, news, asked, code) => {
    const { agreementId, agreementNo } = await signed(news);
    const sent = link(await register(), agreementId, asked);
    if (code) expect(await dept.refusal(handler, LinkServiceAgreement, sent)).toMatchObject({ code });
    else expect(await dept.ask(handler, LinkServiceAgreement, sent)).toMatchObject({ agreementNo });
  });

  test('that is known a moment later is linked when the same form is sent again', async () => {
    const news = agreement();
    const sent = link(await register(), news.agreementId);
    const key = newId();
    expect(await dept.refusal(handler, LinkServiceAgreement, sent, { key })).toMatchObject({ retryable: true });
    await dept.tell(ServiceAgreementSigned, news, place(news.agreementId, 1));
    await heard(news.agreementId, 1);
    expect(await dept.ask(handler, LinkServiceAgreement, sent, { key })).toMatchObject({
      agreementNo: news.agreementNo,
    });
  });

  describe('news of an agreement', () => {
    const known = async (id: string) =>
      (await dept.rows<{ until: string }>('select until_on::text as until from known_agreement where id = ?', [id]))[0]
        ?.until;

    test('that come twice are taken once', async () => {
      const news = agreement();
      const at = place(news.agreementId, 1);
      for (let n = 0; n < 2; n++) await dept.tell(ServiceAgreementSigned, news, at);
      await heard(news.agreementId, 1);
      const end = place(news.agreementId, 2);
      for (let n = 0; n < 2; n++) await dept.tell(ServiceAgreementEnded, ended(news), end);
      await heard(news.agreementId, 2);
      expect(await known(news.agreementId)).toBe('2026-08-31');
    });

    test('that come in another order wait for each other', async () => {
      const news = agreement();
      await dept.tell(ServiceAgreementEnded, ended(news), place(news.agreementId, 2));
      await dept.tell(ServiceAgreementSigned, news, place(news.agreementId, 1));
      await heard(news.agreementId, 2);
      expect(await known(news.agreementId)).toBe('2026-08-31');
    });

    test('that come too late change no case: one from before stays linked, a new one is refused', async () => {
      const news = await signed();
      const linked = await dept.ask(handler, LinkServiceAgreement, link(await register(), news.agreementId));
      await dept.tell(ServiceAgreementEnded, ended(news), place(news.agreementId, 2));
      await heard(news.agreementId, 2);
      expect(await dept.ask(handler, GetComplaint, { complaintId: linked.id })).toEqual(linked);
      expect(await dept.refusal(handler, LinkServiceAgreement, link(await register(), news.agreementId))).toMatchObject(
        {
          code: 'complaint.agreement-not-in-force',
        },
      );
    });

    test.each([
      ['the signing', ServiceAgreementSigned, { fromOn: 'soon' }],
      ['the end', ServiceAgreementEnded, { endedOn: 'soon' }],
    ])(
      'of %s that cannot be understood are parked and hold up nothing but their own agreement',
      async (_what, event, spoilt) => {
        const news = { ...agreement(), ...spoilt };
        await dept.tell(
          event as typeof ServiceAgreementEnded,
          news as ServiceAgreementEnded,
          place(news.agreementId, 1),
        );
        await eventually(
          async () =>
            (await dept.rows('select 1 from dead_letter where aggregate_id = ?', [news.agreementId])).length === 1,
          'the news that cannot be understood were not parked',
        );
        await signed();
      },
    );
  });
});
