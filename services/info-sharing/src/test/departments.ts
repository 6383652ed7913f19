import { encodeAnswer, encodeRefusal } from '@linli/bus';
import { partyContracts, personKeepers, type EventClass, type PartyNews, type PersonKeeper } from '@linli/contracts';
import { newId, Refusal } from '@linli/kernel';
import type { ServiceUnderTest } from '@linli/testing';

export interface Told {
  readonly name: string;
  readonly phone?: string;
  readonly idNumber?: string;
}

/** The four departments that keep persons, as info-sharing meets them: they tell news and answer for the contact. */
export class Departments {
  private readonly persons = new Map<string, { contact: Told; news: number; service: PersonKeeper }>();
  private readonly away = new Set<PersonKeeper>();
  /** Party ids in the order in which they were asked for. */
  readonly asked: string[] = [];
  /** Called before each answer. */
  beforeAnswer: (partyId: string) => Promise<void> = async () => undefined;

  constructor(private readonly infoSharing: ServiceUnderTest) {
    for (const service of personKeepers) {
      infoSharing.service.connection.nc.subscribe(partyContracts[service].GetContact.subject, {
        callback: (_error, message) => void this.answer(service, message),
      });
    }
  }

  /** Somebody becomes known to a department; its news are on the way. */
  async register(service: PersonKeeper, contact: Told): Promise<string> {
    const partyId = this.expect(service, contact);
    await this.announce(partyId);
    return partyId;
  }

  /** Somebody whom the department knows and has not told of. */
  expect(service: PersonKeeper, contact: Told): string {
    const partyId = newId();
    this.persons.set(partyId, { contact, news: 0, service });
    return partyId;
  }

  announce(partyId: string): Promise<void> {
    return this.tellNews(partyId, partyContracts[this.persons.get(partyId)!.service].Registered);
  }

  async changeContact(partyId: string, contact: Told): Promise<void> {
    const person = this.persons.get(partyId)!;
    person.contact = contact;
    await this.tellNews(partyId, partyContracts[person.service].ContactChanged);
  }

  leave(service: PersonKeeper): void {
    this.away.add(service);
  }

  comeBack(service: PersonKeeper): void {
    this.away.delete(service);
  }

  private async tellNews(partyId: string, event: EventClass<PartyNews>): Promise<void> {
    const person = this.persons.get(partyId)!;
    person.news += 1;
    await this.infoSharing.tell(event, { partyId }, { aggregateId: partyId, sequence: person.news });
  }

  private async answer(
    service: PersonKeeper,
    message: { string(): string; respond(data: Uint8Array): boolean },
  ): Promise<void> {
    const { partyId } = JSON.parse(message.string()) as PartyNews;
    this.asked.push(partyId);
    const person = this.persons.get(partyId);
    const contact = person?.contact;
    await this.beforeAnswer(partyId);
    if (this.away.has(service)) {
      message.respond(
        encodeRefusal(new Refusal('unavailable', 'service.unavailable', 'This department is away.'), 'trace'),
      );
    } else if (contact) {
      message.respond(encodeAnswer(200, { id: partyId, ...contact }));
    } else {
      message.respond(encodeRefusal(new Refusal('not-found', 'party.not-found', 'There is no such party.'), 'trace'));
    }
  }
}
