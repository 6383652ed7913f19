import type { ServiceDefinition } from '@linli/host';
import { Party } from '@linli/parties';
import { Complaint } from './complaint/complaint.js';
import { complaintTable } from './migrations/001-complaint.js';
import { handlingOfComplaints } from './migrations/002-handling.js';

export const complaints: ServiceDefinition = {
  name: 'complaints',
  entities: [Party, Complaint],
  migrations: [complaintTable, handlingOfComplaints],
};
