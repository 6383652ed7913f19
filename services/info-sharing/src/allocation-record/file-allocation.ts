import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, load, matrixInForce, now, whenNotUnique, type Actor } from '@linli/bus';
import { FileAllocation, type AllocationRecordView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { DataRequest } from '../data-request/data-request.js';
import { allocatedBesides } from '../data-request/split.js';
import { placementsOf } from '../project-placement/placements-of.js';
import { scopeOf } from '../project-placement/project-placement.js';
import { AllocationRecord } from './allocation-record.js';
import { view } from './allocation-record.view.js';

whenNotUnique('allocation_record_request', () =>
  refuse.conflict('allocation-record.already-filed', '该申请单的调配记录已备案，无需重复提交。'),
);

@Controller()
export class FileAllocationHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(FileAllocation)
  async handle(form: FileAllocation, by: Actor): Promise<AllocationRecordView> {
    const projectIds = [...form.sourceProjectIds, ...form.targetProjectIds];
    for (const projectId of projectIds) by.mustSee(projectId, 'project');
    const record = AllocationRecord.file(form, {
      place: scopeOf(projectIds, await placementsOf(this.em, projectIds)),
      rules: (await matrixInForce()).rules,
      besides: await allocatedBesides(this.em, by.id, form.purpose),
      ...(form.dataRequestId === undefined ? {} : { request: await load(this.em, DataRequest, form.dataRequestId) }),
      by,
      at: now(),
      formNo: formNo('DP'),
    });
    this.em.persist(record);
    return view(record);
  }
}
