import { Id, Instant, Int, ManyOf, Personal, Text, type MessageClass } from './fields.js';
import { PageQuery, pageOf, type CommandClass, type EventClass, type PageOf, type QueryClass } from './message.js';
import { Role } from './roles.js';

/** Services that first meet persons and keep what their own forms need of them. */
export const personKeepers = ['sales-office', 'property-move-in', 'complaints', 'client-club'] as const;
export type PersonKeeper = (typeof personKeepers)[number];

/** A person became known to a service. Who he is, only the service itself tells, when info-sharing asks. */
export class PartyNews {
  @Id() partyId!: string;
}

/** How a person is reached, in full: for info-sharing, which matches persons by phone and ID. */
export class PartyContactView {
  @Id() id!: string;
  @Text() @Personal('name') name!: string;
  @Text({ optional: true }) @Personal('phone') phone?: string;
  @Text({ optional: true }) @Personal('id-number') idNumber?: string;
}

export const revealableFields = ['NAME', 'PHONE', 'ID_NUMBER'] as const;
export type RevealableField = (typeof revealableFields)[number];

/** Who may see a person in full, of whom the identity document too, and who reads what others have seen; one row per keeper. */
export const revealers: {
  readonly [S in PersonKeeper]: {
    readonly roles: readonly Role[];
    readonly idNumber: readonly Role[];
    readonly readers: readonly Role[];
  };
} = {
  'sales-office': {
    roles: [Role.SALES_CONSULTANT, Role.SALES_SUPERVISOR, Role.SALES_MANAGER, Role.COMPANY_SALES_DEPT],
    idNumber: [Role.SALES_MANAGER, Role.COMPANY_SALES_DEPT],
    readers: [Role.SALES_MANAGER],
  },
  'property-move-in': {
    roles: [Role.CUSTOMER_ASSISTANT, Role.FILE_CLERK, Role.CS_OFFICER, Role.CS_SUPERVISOR],
    idNumber: [Role.CUSTOMER_ASSISTANT, Role.FILE_CLERK],
    readers: [Role.CS_SUPERVISOR],
  },
  complaints: {
    roles: [
      Role.COMPLAINT_HANDLER,
      Role.CUSTOMER_ASSISTANT,
      Role.CS_OFFICER,
      Role.CS_SUPERVISOR,
      Role.MANAGER_IN_CHARGE,
    ],
    idNumber: [],
    readers: [Role.CS_SUPERVISOR, Role.MANAGER_IN_CHARGE],
  },
  'client-club': {
    roles: [Role.CUSTOMER_SERVICE_DEPT, Role.MARKETING_STAFF, Role.CS_MANAGER],
    idNumber: [],
    readers: [Role.CS_MANAGER],
  },
};

/** A person in full, as far as it was asked for: shown once, kept by nobody. */
export class PersonRevealView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Id() partyId!: string;
  @Text({ optional: true, description: '姓名' }) @Personal('name') name?: string;
  @Text({ optional: true, description: '电话' }) @Personal('phone') phone?: string;
  @Text({ optional: true, description: '证件号码' }) @Personal('id-number') idNumber?: string;
}

/** That a person was shown in full: to whom, when, for what; not what was shown. */
export class PersonRevealEntryView {
  @Id() id!: string;
  @Id() partyId!: string;
  @Text({ max: 64 }) projectId!: string;
  @Text({ max: 100, description: '查阅人' }) actorId!: string;
  @ManyOf(revealableFields, { description: '查阅内容' }) fields!: string[];
  @Text({ max: 200, description: '查阅目的' }) purpose!: string;
  @Instant({ description: '查阅时间' }) at!: string;
}

/** Which of a person's data are to be shown, and what for. */
export class PersonReveal {
  @Id() partyId!: string;
  @ManyOf(revealableFields, { max: 3, description: '查阅内容' }) fields!: string[];
  @Text({ min: 4, max: 200, description: '查阅目的' }) purpose!: string;
}

export class PersonRevealReading {
  @Id() revealId!: string;
}

/** The newest first. */
export class PersonRevealsQuestion extends PageQuery {
  @Id({ optional: true }) partyId?: string;
  @Text({ max: 100, optional: true }) actorId?: string;
}

interface PartyContracts {
  readonly Registered: EventClass<PartyNews>;
  readonly ContactChanged: EventClass<PartyNews>;
  readonly GetContact: QueryClass<PartyNews, PartyContactView>;
  readonly RevealPerson: CommandClass<PersonReveal, PersonRevealView>;
  readonly GetPersonReveal: QueryClass<PersonRevealReading, PersonRevealView>;
  readonly FindPersonReveals: QueryClass<PersonRevealsQuestion, PageOf<PersonRevealEntryView>>;
}

function contracts(service: PersonKeeper): PartyContracts {
  class Registered extends PartyNews {
    static readonly subject = `evt.${service}.party.registered` as const;
  }
  class ContactChanged extends PartyNews {
    static readonly subject = `evt.${service}.party.contact-changed` as const;
  }
  class GetContact extends PartyNews {
    static readonly subject = `qry.${service}.party.contact` as const;
    static readonly services = ['info-sharing'];
    static readonly reply: MessageClass<PartyContactView> = PartyContactView;
  }
  class RevealPerson extends PersonReveal {
    static readonly subject = `cmd.${service}.party.reveal` as const;
    static readonly http = `POST /person-reveals/${service}` as const;
    static readonly status = 201;
    static readonly roles = revealers[service].roles;
    static readonly reply: MessageClass<PersonRevealView> = PersonRevealView;
    static readonly summary = '客户资料:查阅完整信息(写明目的,记入查阅日志)';
  }
  class GetPersonReveal extends PersonRevealReading {
    static readonly subject = `qry.${service}.party.reveal-again` as const;
    static readonly roles = revealers[service].roles;
    static readonly reply: MessageClass<PersonRevealView> = PersonRevealView;
  }
  class FindPersonReveals extends PersonRevealsQuestion {
    static readonly subject = `qry.${service}.party.reveals` as const;
    static readonly http = `GET /person-reveals/${service}` as const;
    static readonly roles = revealers[service].readers;
    static readonly reply: MessageClass<PageOf<PersonRevealEntryView>> = pageOf(PersonRevealEntryView);
    static readonly summary = '客户资料:查阅日志';
  }
  // The API page tells those of the services apart by the names of their classes.
  const named = { RevealPerson, GetPersonReveal, FindPersonReveals };
  for (const [name, contract] of Object.entries(named)) {
    Object.defineProperty(contract, 'name', { value: `${name}Of${pascal(service)}` });
  }
  return { Registered, ContactChanged, GetContact, ...named };
}

const pascal = (kebab: string) => kebab.replace(/(^|-)(\w)/g, (_all, _dash, letter: string) => letter.toUpperCase());

/** PartyRegistered, ContactChanged, the question for the contact, and how a person is shown in full, one set per service that keeps persons. */
export const partyContracts: { readonly [S in PersonKeeper]: PartyContracts } = {
  'sales-office': contracts('sales-office'),
  'property-move-in': contracts('property-move-in'),
  complaints: contracts('complaints'),
  'client-club': contracts('client-club'),
};
