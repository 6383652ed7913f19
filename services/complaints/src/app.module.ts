import { Module } from '@nestjs/common';
import { tellsContact } from '@linli/parties';
import { FindComplaintsHandler } from './complaint/find-complaints.js';
import { GetComplaintHandler } from './complaint/get-complaint.js';
import { RegisterComplaintHandler } from './complaint/register-complaint.js';

/** Everything this department does, by aggregate. */
@Module({
  controllers: [
    // complaint: 客户投诉登记表
    RegisterComplaintHandler,
    GetComplaintHandler,
    FindComplaintsHandler,
    // party: persons
    tellsContact('complaints'),
  ],
})
export class AppModule {}
