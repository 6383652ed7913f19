import { Id, Int, OneOf, Text } from '../fields.js';
import { personKeepers } from '../parties.js';

/** A party of some service is this customer. A later fact for the same party replaces the earlier one. */
export class PartyIdentified {
  static readonly subject = 'evt.info-sharing.customer.party-identified';
  @Id() partyId!: string;
  @OneOf(personKeepers) service!: string;
  @Id() customerId!: string;
}

/** Two customers turned out to be one. */
export class CustomersMerged {
  static readonly subject = 'evt.info-sharing.customer.merged';
  @Id() fromCustomerId!: string;
  @Id() intoCustomerId!: string;
}

/** Shared customer data were released to a department. */
export class DataReleased {
  static readonly subject = 'evt.info-sharing.data-request.released';
  @Id() dataRequestId!: string;
  @Text({ max: 64 }) targetProjectId!: string;
  @Int() recordCount!: number;
}

/** A new version of the authority matrix is in force. */
export class AuthorityMatrixPublished {
  static readonly subject = 'evt.info-sharing.authority-matrix.published';
  @Id() matrixId!: string;
  @Int({ min: 1 }) matrixVersion!: number;
}
