import { authorityTables, projectTables } from '@linli/bus';
import type { ServiceDefinition } from '@linli/host';
import { letterEntities, letterTables, letterWithdrawn } from '@linli/papers';
import { Party } from '@linli/parties';
import { CancelledSubscription } from './care-message/cancelled-subscription.js';
import { CareMessage } from './care-message/care-message.js';
import { ClubMember } from './club-member/club-member.js';
import { clubTables } from './migrations/001-club.js';
import { ratingMessages } from './migrations/002-rating-messages.js';

export const clientClub: ServiceDefinition = {
  name: 'client-club',
  entities: [...letterEntities, Party, CareMessage, CancelledSubscription, ClubMember],
  migrations: [...authorityTables, clubTables, letterTables, ratingMessages, letterWithdrawn, projectTables],
};
