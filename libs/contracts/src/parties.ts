import { Id, Personal, Text, type MessageClass } from './fields.js';
import type { EventClass, QueryClass } from './message.js';

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

interface PartyContracts {
  readonly Registered: EventClass<PartyNews>;
  readonly ContactChanged: EventClass<PartyNews>;
  readonly GetContact: QueryClass<PartyNews, PartyContactView>;
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
  return { Registered, ContactChanged, GetContact };
}

/** PartyRegistered, ContactChanged and the question for the contact, one set per service that keeps persons. */
export const partyContracts: { readonly [S in PersonKeeper]: PartyContracts } = {
  'sales-office': contracts('sales-office'),
  'property-move-in': contracts('property-move-in'),
  complaints: contracts('complaints'),
  'client-club': contracts('client-club'),
};
