import { defineEntity, p } from '@mikro-orm/core';
import {
  DataReleased,
  roleNames,
  type ApplyForData,
  type ApproverRole,
  type MatrixRule,
  type Role,
  type ShareScope,
} from '@linli/contracts';
import { approverIn, assertDecides, dayOf, newId, plusDays, raise, refuse } from '@linli/kernel';
import { dataRequestWorkflow, type DataRequestState } from './data-request.workflow.js';

const DataRequestSchema = defineEntity({
  name: 'DataRequest',
  tableName: 'data_request',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    formNo: p.text(),
    projectId: p.text(),
    state: p.text().$type<DataRequestState>(),
    applyingDept: p.text(),
    applicant: p.text(),
    applicantId: p.text(),
    appliedOn: p.date(),
    purpose: p.text(),
    kinds: p.array(),
    sourceProjectIds: p.array(),
    targetProjectIds: p.array(),
    filters: p.text().nullable(),
    fields: p.array(),
    requestedCount: p.integer(),
    useFrom: p.date(),
    useTo: p.date(),
    scope: p.text().$type<ShareScope>(),
    directorId: p.text().nullable(),
    signedBy: p.text().nullable(),
    signedAt: p.datetime().nullable(),
    reviewedBy: p.text().nullable(),
    reviewedAt: p.datetime().nullable(),
    approvedKinds: p.array().nullable(),
    approvedCount: p.integer().nullable(),
    approverRole: p.text().$type<ApproverRole>().nullable(),
    matrixVersion: p.integer().nullable(),
    decidedBy: p.text().nullable(),
    decidedFor: p.text().nullable(),
    decidedAt: p.datetime().nullable(),
    opinion: p.text().nullable(),
    releasedBy: p.text().nullable(),
    releasedAt: p.datetime().nullable(),
    releasedCount: p.integer().nullable(),
    feedbackDueOn: p.date().nullable(),
    receiptNo: p.text().nullable(),
    receivedBy: p.text().nullable(),
    receivedAt: p.datetime().nullable(),
    custodian: p.text().nullable(),
  },
});

/** Who takes a step. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly department: string;
  readonly roles: readonly Role[];
}

/** The version of the authority matrix that a request is decided by. */
export interface MatrixInForce {
  readonly matrixVersion: number;
  readonly rules: readonly MatrixRule[];
}

/** 客户资源需求申请单: customer data asked for by a department, from its head's signature to 共享资源签收确认单 [REQ-291..301]. */
export class DataRequest extends DataRequestSchema.class {
  static open(
    form: ApplyForData,
    place: { readonly scope: ShareScope; readonly directorId: string | null },
    by: Colleague,
    at: Date,
    formNo: string,
  ): DataRequest {
    const { purpose, requestedCount, useFrom, useTo, filters } = form;
    const [kinds, fields, sourceProjectIds, targetProjectIds] = [
      form.kinds,
      form.fields,
      form.sourceProjectIds,
      form.targetProjectIds,
    ].map(distinct) as [string[], string[], string[], string[]];
    assertRecords(requestedCount);
    if (kinds.length === 0 || fields.length === 0) {
      throw refuse.rule('data-request.nothing-asked', '请写明需要的客户种类和资料项目。');
    }
    const [projectId] = targetProjectIds;
    if (projectId === undefined || sourceProjectIds.length === 0) {
      throw refuse.rule('data-request.projects-missing', '请写明资料来源项目和使用项目。');
    }
    if (useTo < useFrom) throw refuse.rule('data-request.period-backwards', '使用期限的截止日期早于起始日期，请核对。');
    return Object.assign(new DataRequest(), {
      id: newId(),
      formNo,
      projectId,
      state: dataRequestWorkflow.initial,
      ...{ purpose, kinds, fields, sourceProjectIds, targetProjectIds, requestedCount, useFrom, useTo },
      filters: filters ?? null,
      ...{ applyingDept: by.department, applicant: by.name, applicantId: by.id, appliedOn: dayOf(at) },
      ...place,
      ...{
        signedBy: null,
        signedAt: null,
        reviewedBy: null,
        reviewedAt: null,
        approvedKinds: null,
        approvedCount: null,
      },
      ...{ approverRole: null, matrixVersion: null, decidedBy: null, decidedFor: null, decidedAt: null, opinion: null },
      ...{ releasedBy: null, releasedAt: null, releasedCount: null, feedbackDueOn: null },
      ...{ receiptNo: null, receivedBy: null, receivedAt: null, custodian: null },
    });
  }

  /** 部门领导签字: the head of the applying department, for somebody else's request [REQ-292]. */
  sign(by: Colleague, at: Date): void {
    const to = dataRequestWorkflow.move(this.state, 'sign');
    this.assertOwnDepartment(by);
    this.assertNotApplicant(by);
    Object.assign(this, { state: to, signedBy: by.name, signedAt: at });
  }

  /**
   * 销售管理部 checks the kinds and fixes the number; the matrix in force says who decides, and stays the one it is decided by.
   * `besides`: records of other requests that this one must not be cut off from (M6) [REQ-293, REQ-294].
   */
  review(
    check: { readonly kinds: readonly string[]; readonly recordCount: number; readonly besides?: number },
    matrix: MatrixInForce,
    by: Colleague,
    at: Date,
  ): void {
    const to = dataRequestWorkflow.move(this.state, 'review');
    const approvedKinds = distinct(check.kinds);
    assertRecords(check.recordCount);
    if (approvedKinds.length === 0 || approvedKinds.some((kind) => !this.kinds.includes(kind))) {
      throw refuse.rule('data-request.kinds-not-asked', '只能提供申请的客户种类，且至少一种，请核对。', {
        asked: this.kinds,
      });
    }
    if (check.recordCount > this.requestedCount) {
      throw refuse.rule('data-request.more-than-asked', '提供的数量不能超过申请数量，请核对。', {
        asked: this.requestedCount,
      });
    }
    const count = check.recordCount + (check.besides ?? 0);
    const approverRole = approverIn(matrix.rules, 'DATA_REQUEST', { scope: this.scope, count });
    Object.assign(this, {
      approvedKinds,
      approvedCount: check.recordCount,
      approverRole,
      matrixVersion: matrix.matrixVersion,
    });
    Object.assign(this, { state: to, reviewedBy: by.name, reviewedAt: at });
  }

  /** By the role that the matrix names or the stand-in of one who is absent, never by the applicant [REQ-294..299]. */
  approve(by: Colleague, opinion: string | undefined, at: Date, absentIds: readonly string[] = []): void {
    this.decide('approve', by, opinion, at, absentIds);
  }

  reject(by: Colleague, opinion: string, at: Date, absentIds: readonly string[] = []): void {
    this.decide('reject', by, opinion, at, absentIds);
  }

  /** 下发, only after approval; what a sales director allocates himself is filed before [REQ-296, REQ-300]. */
  release(
    by: Colleague,
    given: { readonly recordCount?: number; readonly allocationFiled: boolean; readonly feedbackEveryDays: number },
    at: Date,
  ): void {
    const to = dataRequestWorkflow.move(this.state, 'release');
    const approved = this.approvedCount ?? 0;
    const recordCount = given.recordCount ?? approved;
    assertRecords(recordCount);
    if (recordCount > approved) {
      throw refuse.rule('data-request.more-than-approved', '下发的数量不能超过批准数量，请核对。', {
        approved,
      });
    }
    if (this.needsAllocationRecord && !given.allocationFiled) {
      throw refuse.rule('data-request.allocation-not-filed', '销售总监尚未提交该申请单的调配记录备案，请先备案。');
    }
    const feedbackDueOn = plusDays(dayOf(at), given.feedbackEveryDays);
    Object.assign(this, { state: to, releasedBy: by.name, releasedAt: at, releasedCount: recordCount, feedbackDueOn });
    raise(this, DataReleased, {
      dataRequestId: this.id,
      targetProjectId: this.projectId,
      targetProjectIds: this.targetProjectIds,
      recordCount,
    });
  }

  /** 共享资源签收确认单: the receiving department signs and names who keeps the data [REQ-301]. */
  receive(
    by: Colleague,
    receipt: { readonly receiptNo: string; readonly custodian?: string; readonly securityPledge: boolean },
    at: Date,
  ): void {
    const to = dataRequestWorkflow.move(this.state, 'receive');
    this.assertOwnDepartment(by);
    if (!receipt.securityPledge) {
      throw refuse.rule('data-request.pledge-missing', '资料只能凭保密承诺移交，请先作出保密承诺。');
    }
    const { receiptNo, custodian = by.name } = receipt;
    Object.assign(this, { state: to, receiptNo, receivedBy: by.name, receivedAt: at, custodian });
  }

  /** 每次调配记录需备案: decided by the sales director on his own authority [REQ-295, REQ-296]. */
  get needsAllocationRecord(): boolean {
    return this.approverRole === 'SALES_DIRECTOR';
  }

  private decide(
    step: 'approve' | 'reject',
    by: Colleague,
    opinion: string | undefined,
    at: Date,
    absentIds: readonly string[],
  ): void {
    const to = dataRequestWorkflow.move(this.state, step);
    const approverRole = this.approverRole!; // stands on the form since the review
    const { standsInFor = null } = assertDecides(
      by,
      {
        aggregate: 'data-request',
        ...{ approverRole, roleName: roleNames[approverRole], applicantIds: [this.applicantId] },
        onlyId: approverRole === 'SALES_DIRECTOR' ? this.directorId : null,
      },
      absentIds,
    );
    Object.assign(this, { state: to, decidedBy: by.name, decidedFor: standsInFor, decidedAt: at });
    this.opinion = opinion ?? null;
  }

  private assertOwnDepartment({ department }: Colleague): void {
    if (department !== this.applyingDept) {
      throw refuse.forbidden('data-request.other-department', '此步须由申请部门的负责人或主管办理。', {
        applyingDept: this.applyingDept,
      });
    }
  }

  private assertNotApplicant({ id }: Colleague): void {
    if (id === this.applicantId) {
      throw refuse.forbidden('data-request.own-request', '不能审批或签署本人提出的申请，请由其他同事办理。');
    }
  }
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)];

function assertRecords(count: number): void {
  if (count < 1) throw refuse.rule('data-request.no-records', '申请数量至少为一条，请核对。');
}

DataRequestSchema.setClass(DataRequest);
