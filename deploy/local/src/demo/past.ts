import {
  AcknowledgeComplaint,
  CloseComplaint,
  DisposeOfComplaint,
  FeedBackToCustomer,
  FindCaseRatings,
  FindUnitConfirmations,
  GetCaseRating,
  GetUnitConfirmation,
  IssueUnitConfirmation,
  PassDisposalCheck,
  RegisterComplaint,
  RegisterProspect,
  TakeUpComplaint,
  type ProspectView,
} from '@linli/contracts';
import { plusDays } from '@linli/kernel';
import { others, type Invented } from './names.js';
import { effect, projectId, walk, type Office } from './office.js';
import type { PriceList } from './units.js';

/** Longer than a call protects a customer, a 房位确认单 holds a unit, and a customer may rate. */
export const PAST_DAYS = 16;

const cold = others[47]!;
const undecided = others[48]!;
const silent = others[49]!;

/** What has begun by now and is over today: nothing but days is to pass. */
export interface Past {
  readonly confirmationId: string;
  readonly ratingId: string;
}

/** Whether it has been loaded. */
export async function isPast(office: Office): Promise<boolean> {
  const asked = { projectId, state: 'EXPIRED' };
  const { items } = await office.desk('sales-supervisor').ask(FindUnitConfirmations, asked);
  return items.length > 0;
}

/** A customer nobody calls again, one who never decides, and one who does not rate what was done for him. */
export async function loadPast(office: Office, prices: PriceList): Promise<Past> {
  await register(office, 'cold', 'consultant', cold);
  const { id: prospectId } = await register(office, 'undecided', 'consultant', undecided);
  const unitId = prices.get('3-1-301')!.id;
  const slip = await office.make('undecided', 'consultant', IssueUnitConfirmation, { unitId, prospectId });
  return { confirmationId: slip.id, ratingId: await closeCase(office) };
}

/** The days have passed: a colleague registers the customer nobody called, and what had its term is over. */
export async function comeToToday(office: Office, { confirmationId, ratingId }: Past): Promise<void> {
  await register(office, 'cold-again', 'consultant-2', cold);
  await effect('that the confirmation expires', async () => {
    const { state } = await office.desk('sales-supervisor').ask(GetUnitConfirmation, { confirmationId });
    return state === 'EXPIRED' ? true : undefined;
  });
  await effect('that the invitation to rate expires', async () => {
    const { state } = await office.desk('cs-supervisor').ask(GetCaseRating, { ratingId });
    return state === 'EXPIRED' ? true : undefined;
  });
}

const register = (
  office: Office,
  name: string,
  consultant: string,
  { name: customerName, phone }: Invented,
): Promise<ProspectView> =>
  office.make(name, consultant, RegisterProspect, {
    ...{ projectId, customerName, phone, contactKind: 'CALL', intentGrade: 'C', channel: 'OUTDOOR' },
    ...{ riskDisclosed: true, consent: true },
  });

async function closeCase(office: Office): Promise<string> {
  const handler = 'complaint-handler';
  const made = await office.make('silent', handler, RegisterComplaint, {
    ...{ projectId, kind: 'SUGGESTION', channel: 'VISIT', source: 'SALES_PHASE', customerKind: 'PROSPECT' },
    ...{ customerName: silent.name, phone: silent.phone, category: 'SALES', urgency: 'NORMAL' },
    ...{ content: '建议售楼处增设儿童活动区', dueOn: plusDays(office.today, 7 - PAST_DAYS) },
  });
  const told = office.step('silent', handler, AcknowledgeComplaint, { how: 'IN_PERSON', told: '一周内答复' });
  const begun = made.allowed.includes('acknowledge') ? await told(made) : made;
  await walk(begun, [
    ['REGISTERED', office.step('silent', handler, TakeUpComplaint, { arrangement: '转售楼部现场核实' })],
    ['EXECUTING', office.step('silent', handler, DisposeOfComplaint, { result: '已在大厅一角设置儿童区' })],
    ['EXECUTED', office.step('silent', 'cs-supervisor', PassDisposalCheck, { checkResult: '现场确认已设置' })],
    ['CHECKED', office.step('silent', handler, FeedBackToCustomer, { customerOpinion: '满意' })],
    ['FED_BACK', office.step('silent', handler, CloseComplaint)],
  ]);
  const { items } = await office.desk('cs-supervisor').ask(FindCaseRatings, { complaintId: made.id });
  return items[0]!.id;
}
