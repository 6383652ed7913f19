import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AcknowledgeComplaint,
  CloseComplaint,
  DisposeOfComplaint,
  FeedBackToCustomer,
  FindCareMessages,
  FindCaseRatings,
  FindComplaints,
  GetRatingLink,
  OpenProject,
  PassDisposalCheck,
  RegisterComplaint,
  TakeUpComplaint,
  type ComplaintView,
} from '@linli/contracts';
import { colleague, eventually } from '@linli/testing';
import { House } from './house.js';

const projectId = 'riverside';
const handler = colleague('COMPLAINT_HANDLER');
const supervisor = colleague('CS_SUPERVISOR');
const care = colleague('CUSTOMER_SERVICE_DEPT');

/** From the closing of a case to the customer's opinion, over three departments and the door that he has no key to. */
describe('a customer rates how his case was handled', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.open('sales-office', 'complaints', 'client-club', 'info-sharing');
    const manager = house.desk(colleague('SALES_MANAGER'));
    await manager.ask(OpenProject, { code: projectId, name: '滨江壹号', city: '杭州', signingTermDays: 14 });
  }, 60_000);
  afterAll(() => house.close());

  async function closedRepair(phone: string): Promise<ComplaintView> {
    const desk = house.desk(handler);
    const form = { projectId, kind: 'REPAIR', channel: 'HOTLINE', source: 'DIRECT', customerKind: 'OWNER' };
    let repair = await desk.ask(RegisterComplaint, {
      ...{ ...form, room: '3-1-1201', category: 'QUALITY', urgency: 'NORMAL', content: '水龙头漏水' },
      ...{ customerName: '王芳', phone, dueOn: (await house.now()).toISOString().slice(0, 10) },
    });
    repair = await desk.step(AcknowledgeComplaint, repair, { how: 'PHONE' });
    repair = await desk.step(TakeUpComplaint, repair, { arrangement: '明日上门' });
    repair = await desk.step(DisposeOfComplaint, repair, { result: '已更换阀芯' });
    repair = await house.desk(supervisor).step(PassDisposalCheck, repair, { checkResult: '不再漏水' });
    repair = await desk.step(FeedBackToCustomer, repair, { customerOpinion: '满意' });
    return desk.step(CloseComplaint, repair);
  }
  const messagesTo = async ({ partyId }: ComplaintView) =>
    (await house.desk(care).ask(FindCareMessages, { partyId })).items.filter(({ state }) => state === 'SENT');
  /** What stands in the message that went out to him. */
  const linkOf = async (closed: ComplaintView) => {
    await eventually(async () => (await messagesTo(closed)).length > 0, 'he was not written to');
    const { items } = await house.desk(supervisor).ask(FindCaseRatings, { complaintId: closed.id });
    return (await house.departments.get('complaints')!.askAs('client-club', GetRatingLink, { ratingId: items[0]!.id }))
      .link;
  };
  const visit = (path: string, body?: object) =>
    fetch(`${house.url}${path}`, {
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    });

  it('is written to, opens his link without logging in, rates once, and is not asked again', async () => {
    const closed = await closedRepair('13911110001');
    const link = await linkOf(closed);
    expect((await visit('/rate')).status).toBe(200);
    const page = await visit(`/rating-links/${link}`);
    expect(page.status).toBe(200);
    expect(await page.text()).not.toMatch(/王|1391111|3-1-1201|漏水/);
    const rated = await visit('/rating-links/rate', { link, score: 5, remark: '师傅很专业' });
    expect(rated.status).toBe(200);
    const again = await visit('/rating-links/rate', { link, score: 1 });
    expect([again.status, ((await again.json()) as { code: string }).code]).toEqual([409, 'case-rating.already-rated']);
    const { items } = await house.desk(supervisor).ask(FindCaseRatings, { complaintId: closed.id });
    expect(items).toMatchObject([{ state: 'RATED', score: 5, remark: '师傅很专业' }]);
    await house.travel('8 days');
    await linkOf(await closedRepair('13911110002'));
    expect((await messagesTo(closed)).map(({ kind }) => kind)).toEqual(['RATING_INVITATION']);
  });

  it('is reminded while he has not rated, by the same link, until it expires', async () => {
    const closed = await closedRepair('13911110003');
    const link = await linkOf(closed);
    await house.travel('8 days');
    await eventually(async () => (await messagesTo(closed)).length === 3, 'he was not reminded twice', 30_000);
    const items = await messagesTo(closed);
    expect(items.map(({ kind }) => kind).sort()).toEqual([
      'RATING_INVITATION',
      'RATING_LAST_REMINDER',
      'RATING_REMINDER',
    ]);
    expect(JSON.stringify(items)).not.toContain(link);
    await house.travel('7 days');
    const late = await visit('/rating-links/rate', { link, score: 5 });
    expect([late.status, ((await late.json()) as { code: string }).code]).toEqual([422, 'case-rating.expired']);
  });

  it('opens nothing else with it', async () => {
    const link = await linkOf(await closedRepair('13911110004'));
    for (const path of [
      '/case-ratings',
      '/complaints',
      `/rating-links/${link.startsWith('A') ? 'B' : 'A'}${link.slice(1)}`,
    ]) {
      const { status } = await fetch(`${house.url}${path}`, { headers: { authorization: `Bearer ${link}` } });
      expect([path, status === 401 || status === 404]).toEqual([path, true]);
    }
    expect((await house.desk(handler).ask(FindComplaints, { projectId })).items.length).toBeGreaterThan(0);
  });
});
