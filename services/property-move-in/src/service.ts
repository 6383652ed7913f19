import type { ServiceDefinition } from '@linli/host';
import { letterEntities, letterTables, letterWithdrawn } from '@linli/papers';
import { Party } from '@linli/parties';
import { CustomerFile } from './customer-file/customer-file.js';
import { Handover } from './handover/handover.js';
import { Household } from './household/household.js';
import { moveInTables } from './migrations/001-move-in.js';
import { rescissions } from './migrations/003-rescissions.js';
import { revisitClock } from './migrations/002-revisit-clock.js';
import { serviceAgreementTable } from './migrations/004-service-agreement.js';
import { NoticeAcknowledgement } from './move-in-notice/notice-acknowledgement.js';
import { MoveInNotice } from './move-in-notice/move-in-notice.js';
import { MoveInTask } from './move-in-task/move-in-task.js';
import { KeptFile } from './move-in/kept-file.js';
import { MoveIn } from './move-in/move-in.js';
import { ServiceAgreement } from './service-agreement/service-agreement.js';

export const propertyMoveIn: ServiceDefinition = {
  name: 'property-move-in',
  entities: [
    ...letterEntities,
    Party,
    Household,
    Handover,
    MoveIn,
    KeptFile,
    MoveInNotice,
    NoticeAcknowledgement,
    MoveInTask,
    CustomerFile,
    ServiceAgreement,
  ],
  migrations: [moveInTables, revisitClock, letterTables, rescissions, letterWithdrawn, serviceAgreementTable],
};
