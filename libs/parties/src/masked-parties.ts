import { Gathering, type Reader } from '@linli/bus';

/** A person as lists show him. */
export interface MaskedParty {
  readonly nameMasked: string;
  readonly phoneMasked?: string | null;
}

const MASKED =
  'select id, name_masked as "nameMasked", phone_masked as "phoneMasked" from party where id = any ($1::uuid[])';

/** Reads persons in their masked form; what is asked in one turn of the event loop is one statement. */
export class MaskedParties {
  private readonly asked: Gathering<string, MaskedParty | undefined>;

  constructor(reader: Reader) {
    this.asked = new Gathering(async (ids) => {
      const rows = await reader.all<MaskedParty & { id: string }>(MASKED, [[...new Set(ids)]]);
      const byId = new Map<string, MaskedParty>(
        rows.map(({ id, nameMasked, phoneMasked }) => [id, { nameMasked, phoneMasked: phoneMasked ?? null }]),
      );
      return ids.map((id) => byId.get(id));
    });
  }

  /** Undefined when another service keeps the person. */
  masked(partyId: string): Promise<MaskedParty | undefined> {
    return this.asked.add(partyId);
  }
}
