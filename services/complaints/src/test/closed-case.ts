import {
  AcknowledgeComplaint,
  CloseComplaint,
  DisposeOfComplaint,
  FeedBackToCustomer,
  GetComplaint,
  PassDisposalCheck,
  RegisterComplaint,
  TakeUpComplaint,
  type CommandClass,
  type ComplaintView,
} from '@linli/contracts';
import { colleague, type Person, type ServiceUnderTest } from '@linli/testing';
import { form } from './ways.js';

const handler = colleague('COMPLAINT_HANDLER');

/** One step on the case as it stands now. */
export async function stepOn(
  dept: ServiceUnderTest,
  complaintId: string,
  command: CommandClass,
  body: object = {},
  by: Person = handler,
): Promise<ComplaintView> {
  const { version } = await dept.ask(handler, GetComplaint, { complaintId });
  const answer = await dept.send(by, command, { ...body, complaintId, version });
  return JSON.parse(Buffer.from(answer.body).toString()) as ComplaintView;
}

/** The way of a repair from where it is executed to its end. */
export async function finish(dept: ServiceUnderTest, complaintId: string): Promise<ComplaintView> {
  const step = (command: CommandClass, body: object = {}, by?: Person) => stepOn(dept, complaintId, command, body, by);
  await step(AcknowledgeComplaint, { how: 'PHONE' });
  await step(TakeUpComplaint, { arrangement: '明日上门' });
  await step(DisposeOfComplaint, { result: '已修好' });
  await step(PassDisposalCheck, { checkResult: '正常' }, colleague('CS_SUPERVISOR'));
  await step(FeedBackToCustomer, { customerOpinion: '满意', satisfaction: 'SATISFIED' });
  return step(CloseComplaint);
}

/** A repair that was entered, carried out, checked, told to the customer and closed. */
export async function closedCase(dept: ServiceUnderTest, more: object = {}): Promise<ComplaintView> {
  const intake = { ...form, kind: 'REPAIR', customerName: '王芳', phone: '13800001234', room: '3-1-1201', ...more };
  const { id } = await dept.ask(handler, RegisterComplaint, intake);
  return finish(dept, id);
}
