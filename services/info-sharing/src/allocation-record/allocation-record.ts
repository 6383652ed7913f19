import { defineEntity, p } from '@mikro-orm/core';
import type { FileAllocation, MatrixRule, ShareScope } from '@linli/contracts';
import { approverIn, newId, refuse } from '@linli/kernel';
import type { DataRequest } from '../data-request/data-request.js';

const AllocationRecordSchema = defineEntity({
  name: 'AllocationRecord',
  tableName: 'allocation_record',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    formNo: p.text(),
    dataRequestId: p.uuid().nullable(),
    sourceProjectIds: p.array(),
    targetProjectIds: p.array(),
    recordCount: p.integer(),
    purpose: p.text(),
    filedBy: p.text(),
    filedById: p.text(),
    filedAt: p.datetime(),
  },
});

/** What surrounds a filing: the projects' place in the group, the matrix in force, and the request it carries out. */
export interface Filing {
  readonly place: { readonly scope: ShareScope; readonly directorId: string | null };
  readonly rules: readonly MatrixRule[];
  /** Records that he filed for the same purpose shortly before: an allocation cannot be cut either (M6). */
  readonly besides?: number;
  readonly request?: DataRequest;
  readonly by: { readonly id: string; readonly name: string };
  readonly at: Date;
  readonly formNo: string;
}

/** 调配记录: each allocation of a sales director between the projects in his charge, filed with 销售管理部 [REQ-295, REQ-296]. */
export class AllocationRecord extends AllocationRecordSchema.class {
  static file(form: FileAllocation, { place, rules, besides = 0, request, by, at, formNo }: Filing): AllocationRecord {
    const { sourceProjectIds, targetProjectIds, recordCount, purpose } = form;
    if (place.scope !== 'OWN_PROJECTS' || place.directorId !== by.id) {
      throw refuse.forbidden('allocation-record.not-your-projects', '销售总监只能在所辖项目之间调配。');
    }
    if (recordCount < 1) throw refuse.rule('allocation-record.no-records', '调配数量至少为一条，请核对。');
    if (request) assertCarriesOut(form, request);
    else assertWithinPower(rules, recordCount + besides);
    return Object.assign(new AllocationRecord(), {
      id: newId(),
      formNo,
      dataRequestId: request?.id ?? null,
      ...{ sourceProjectIds, targetProjectIds, recordCount, purpose },
      ...{ filedBy: by.name, filedById: by.id, filedAt: at },
    });
  }
}

/** Without a request he stays within what the matrix leaves to him. */
function assertWithinPower(rules: readonly MatrixRule[], count: number): void {
  const decider = approverIn(rules, 'DATA_REQUEST', { scope: 'OWN_PROJECTS', count });
  if (decider === 'SALES_DIRECTOR') return;
  throw refuse.rule('allocation-record.needs-request', '数量超出销售总监的权限，请填写客户资源需求申请单申请。', {
    approverRole: decider,
  });
}

function assertCarriesOut(form: FileAllocation, request: DataRequest): void {
  if (!request.needsAllocationRecord || request.state !== 'APPROVED') {
    throw refuse.rule(
      'allocation-record.request-not-yours',
      '该申请单不是由您按权限批准的，不能据此备案，请核对编号。',
      {
        state: request.state,
        approverRole: request.approverRole,
      },
    );
  }
  const same = (one: readonly string[], other: readonly string[]) =>
    [...one].sort().join('\n') === [...other].sort().join('\n');
  const asApproved =
    same(form.sourceProjectIds, request.sourceProjectIds) &&
    same(form.targetProjectIds, request.targetProjectIds) &&
    form.recordCount === request.approvedCount;
  if (!asApproved) {
    throw refuse.rule('allocation-record.not-as-approved', '调配记录的项目和数量须与批准的申请单一致，请核对。', {
      approvedCount: request.approvedCount,
    });
  }
}

AllocationRecordSchema.setClass(AllocationRecord);
