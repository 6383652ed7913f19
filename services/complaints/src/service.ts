import type { ServiceDefinition } from '@linli/host';
import { Party } from '@linli/parties';
import { Complaint } from './complaint/complaint.js';
import { complaintForm, complaintRegister } from './complaint/complaint-papers.js';
import { complaintTable } from './migrations/001-complaint.js';
import { handlingOfComplaints } from './migrations/002-handling.js';
import { cardOfComplaints } from './migrations/003-card.js';

export const complaints: ServiceDefinition = {
  name: 'complaints',
  entities: [Party, Complaint],
  migrations: [complaintTable, handlingOfComplaints, cardOfComplaints],
  papers: [complaintRegister, complaintForm],
};
