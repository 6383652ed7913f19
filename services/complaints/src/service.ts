import { authorityTables } from '@linli/bus';
import type { ServiceDefinition } from '@linli/host';
import { Party } from '@linli/parties';
import { Complaint } from './complaint/complaint.js';
import { complaintForm, complaintRegister } from './complaint/complaint-papers.js';
import { complaintTable } from './migrations/001-complaint.js';
import { handlingOfComplaints } from './migrations/002-handling.js';
import { cardOfComplaints } from './migrations/003-card.js';
import { approverByMatrix } from './migrations/004-approver-by-matrix.js';

export const complaints: ServiceDefinition = {
  name: 'complaints',
  entities: [Party, Complaint],
  migrations: [...authorityTables, complaintTable, handlingOfComplaints, cardOfComplaints, approverByMatrix],
  papers: [complaintRegister, complaintForm],
};
