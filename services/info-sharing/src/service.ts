import { projectTables } from '@linli/bus';
import type { ServiceDefinition } from '@linli/host';
import { letterEntities, letterTables, letterWithdrawn } from '@linli/papers';
import { AllocationRecord } from './allocation-record/allocation-record.js';
import { AuthorityMatrix } from './authority-matrix/authority-matrix.js';
import { CustomerMerge } from './customer/customer-merge.js';
import { Customer } from './customer/customer.js';
import { DirectoryEntry } from './customer/directory-entry.js';
import { DataRequest } from './data-request/data-request.js';
import { Delegation } from './delegation/delegation.js';
import { customerTables } from './migrations/001-customer.js';
import { sharingTables } from './migrations/002-sharing.js';
import { firstMatrix } from './migrations/003-first-matrix.js';
import { delegations } from './migrations/004-delegation.js';
import { customerDossierTables } from './migrations/005-customer-dossier.js';
import { identificationByService } from './migrations/006-identification-by-service.js';
import { ProjectPlacement } from './project-placement/project-placement.js';

export const infoSharing: ServiceDefinition = {
  name: 'info-sharing',
  entities: [
    ...letterEntities,
    Customer,
    DirectoryEntry,
    CustomerMerge,
    AuthorityMatrix,
    ProjectPlacement,
    DataRequest,
    AllocationRecord,
    Delegation,
  ],
  migrations: [
    customerTables,
    sharingTables,
    firstMatrix,
    delegations,
    letterTables,
    letterWithdrawn,
    customerDossierTables,
    projectTables,
    identificationByService,
  ],
};
