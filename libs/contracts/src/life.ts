import { Id, Ids, Instant, Parts, Text, Texts, type MessageClass } from './fields.js';
import type { QueryClass } from './message.js';
import { Role, roles } from './roles.js';

/** One thing in a customer's life as a department knows it. */
export class LifeFact {
  @Instant() at!: string;
  /** What it is about, such as `contract`, and its id there. */
  @Text({ max: 60 }) subject!: string;
  @Id() subjectId!: string;
  @Text({ max: 64 }) projectId!: string;
  /** What happened, in Chinese, without personal data. */
  @Text({ max: 200 }) title!: string;
  @Text({ max: 60, optional: true }) state?: string;
  @Text({ max: 40, optional: true }) room?: string;
  /** Steps that are possible now. */
  @Texts() allowed!: string[];
}

/** What one department knows of a customer, oldest first, at most 200 facts. */
export class CustomerLifeView {
  @Parts(() => LifeFact, { max: 200 }) facts!: LifeFact[];
}

/** A customer is asked for by his parties: every department knows him under its own or another's party id. */
export class CustomerLifeQuestion {
  @Id() customerId!: string;
  @Ids({ max: 200 }) partyIds!: string[];
}

export const departments = [
  'sales-office',
  'property-move-in',
  'complaints',
  'mortgage-collection',
  'client-club',
  'info-sharing',
] as const;
export type Department = (typeof departments)[number];

const outsiders: readonly Role[] = [
  Role.BANK,
  Role.TITLE_AGENCY,
  Role.SUBDISTRICT_OFFICE,
  Role.PROPERTY_COMPANY,
  Role.TELEPHONE_EXCHANGE,
  Role.OPERATOR,
];
/** Staff who may see a customer's whole life; parties outside the company and operators of the system may not. */
export const lifeReaders: readonly Role[] = roles.filter((role) => !outsiders.includes(role));

type LifeContract = QueryClass<CustomerLifeQuestion, CustomerLifeView>;

function lifeIn(service: Department): LifeContract {
  class GetCustomerLife extends CustomerLifeQuestion {
    static readonly subject = `qry.${service}.customer.life` as const;
    static readonly roles = lifeReaders;
    // Where a caller lives is filled in when his case is entered.
    static readonly services = ['complaints'];
    static readonly reply: MessageClass<CustomerLifeView> = CustomerLifeView;
  }
  return GetCustomerLife;
}

/** The question for a customer's life, one per department; the gateway asks all six in parallel. */
export const lifeContracts: { readonly [S in Department]: LifeContract } = {
  'sales-office': lifeIn('sales-office'),
  'property-move-in': lifeIn('property-move-in'),
  complaints: lifeIn('complaints'),
  'mortgage-collection': lifeIn('mortgage-collection'),
  'client-club': lifeIn('client-club'),
  'info-sharing': lifeIn('info-sharing'),
};
