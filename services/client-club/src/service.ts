import { authorityTables } from '@linli/bus';
import type { ServiceDefinition } from '@linli/host';
import { Party } from '@linli/parties';
import { CancelledSubscription } from './care-message/cancelled-subscription.js';
import { CareMessage } from './care-message/care-message.js';
import { ClubMember } from './club-member/club-member.js';
import { clubTables } from './migrations/001-club.js';

export const clientClub: ServiceDefinition = {
  name: 'client-club',
  entities: [Party, CareMessage, CancelledSubscription, ClubMember],
  migrations: [...authorityTables, clubTables],
};
