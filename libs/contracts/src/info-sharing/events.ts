import { Id, Int, OneOf } from '../fields.js';
import { personKeepers } from '../parties.js';

/** A party of some service is this customer. A later fact for the same party replaces the earlier one. */
export class PartyIdentified {
  static readonly subject = 'evt.info-sharing.customer.party-identified';
  @Id() partyId!: string;
  @OneOf(personKeepers) service!: string;
  @Id() customerId!: string;
  /** Rises with every fact about the party: the greater one is the later one, also when customers differ. */
  @Int({ min: 1, optional: true }) revision?: number;
}

/** Two customers turned out to be one. */
export class CustomersMerged {
  static readonly subject = 'evt.info-sharing.customer.merged';
  @Id() fromCustomerId!: string;
  @Id() intoCustomerId!: string;
}
