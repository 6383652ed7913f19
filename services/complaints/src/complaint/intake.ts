import type { ComplaintView, RegisterComplaint, WarrantyView } from '@linli/contracts';
import type { Handling } from './handling.js';

/** The customer as lists show him. */
export interface Customer {
  readonly nameMasked: string;
  readonly phoneMasked?: string | null;
}

interface Written {
  readonly id: string;
  readonly formNo: string;
  readonly projectId: string;
  readonly receivedAt: Date;
  readonly receivedBy: string;
  readonly channel: string;
  readonly source: string;
  readonly partyId: string;
  readonly customerKind: string;
  readonly room?: string | null;
  readonly category: string;
  readonly urgency: string;
  readonly content: string;
  readonly demand?: string | null;
  readonly mediaSource?: string | null;
  readonly earlierId?: string | null;
  readonly warranty?: WarrantyView | null;
  readonly dueOn: string;
}

/** What a complaint's view holds from its intake on: it never changes, so it is written once. */
export type Intake = Omit<ComplaintView, 'version' | 'state' | 'allowed' | keyof Marks | keyof Handling>;

/** What changes in a case beside its state, as lists show it. */
export type Marks = Pick<
  ComplaintView,
  | 'kind'
  | 'acknowledged'
  | 'disputed'
  | 'waiting'
  | 'explanationOwed'
  | 'escalationLevel'
  | 'reopened'
  | 'assigneeId'
  | 'assignee'
  | 'incidentId'
  | 'agreementNo'
>;

/** The fields of the view that are written at intake; the customer masked, or only an id where another department keeps him. */
export function intakeOf(complaint: Written, customer: Customer | null): Intake {
  const { id, formNo, projectId, receivedAt, receivedBy, channel, source, partyId } = complaint;
  const { customerKind, room, category, urgency, content, demand, mediaSource, earlierId, warranty, dueOn } = complaint;
  return {
    ...{ id, formNo, projectId, receivedAt: receivedAt.toISOString(), receivedBy, channel, source, partyId },
    ...(customer ? { customerName: customer.nameMasked } : {}),
    ...(customer?.phoneMasked ? { phone: customer.phoneMasked } : {}),
    customerKind,
    ...(room ? { room } : {}),
    ...{ category, urgency, content },
    ...(demand ? { demand } : {}),
    ...(mediaSource ? { mediaSource } : {}),
    ...(earlierId ? { earlierId } : {}),
    ...(warranty ? { warranty } : {}),
    dueOn,
  };
}

type Defaulted = 'channel' | 'source' | 'customerKind' | 'category' | 'urgency' | 'dueOn';

/** An intake form on which everything stands that a case needs. */
export type WholeForm = Omit<RegisterComplaint, Defaulted> & { readonly [F in Defaulted]: string };

/** 快速录入: what was not said is what it mostly is [REQ-161]. */
export function wholeForm(form: RegisterComplaint, dueOn: string): WholeForm {
  const { channel = 'HOTLINE', source = 'DIRECT', category = 'OTHER', urgency = 'NORMAL', room } = form;
  const { customerKind = room ? 'OWNER' : 'PROSPECT' } = form;
  return { ...form, channel, source, category, urgency, customerKind, dueOn };
}
