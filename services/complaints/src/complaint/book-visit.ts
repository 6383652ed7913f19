import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { BookVisit, type ComplaintView } from '@linli/contracts';
import { Complaint } from './complaint.js';
import { viewAfterStep } from './view-after-step.js';

@Controller()
export class BookVisitHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(BookVisit)
  async handle({ complaintId, version, ...visit }: BookVisit, by: Actor): Promise<ComplaintView> {
    const complaint = await load(this.em, Complaint, complaintId, version);
    complaint.bookVisit(visit, by, now());
    return viewAfterStep(this.em, complaint);
  }
}
