import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Actor, Files, Reader } from '@linli/bus';
import {
  ApprovePlan,
  exportsOf,
  GetComplaint,
  InvestigateComplaint,
  ProposePlan,
  RecordDisagreement,
  RegisterComplaint,
  SubmitPlan,
  type ComplaintView,
  type ExportView,
} from '@linli/contracts';
import type { Form, Printed } from '@linli/papers';
import { readSheet, text, type SheetDefinition } from '@linli/sheets';
import { colleague, eventually, ServiceUnderTest, stranger } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { complaints } from '../service.js';
import { complaintForm } from './complaint-papers.js';

const { GetExport, StartExport } = exportsOf('complaints');
const handler = colleague('COMPLAINT_HANDLER');
const manager = colleague('MANAGER_IN_CHARGE');
const intake = {
  projectId: 'binjiang',
  channel: 'HOTLINE',
  source: 'DIRECT',
  customerName: '王芳',
  phone: '13800001234',
  customerKind: 'OWNER',
  room: '3-1-1201',
  category: 'QUALITY',
  urgency: 'URGENT',
  content: '=卫生间渗水',
  dueOn: '2036-12-01',
};
const sheet: SheetDefinition<Record<'formNo' | 'name' | 'phone' | 'content' | 'channel', string>> = {
  form: '客户投诉登记表',
  columns: {
    formNo: { header: '编号', required: true, parse: text },
    name: { header: '客户姓名', required: true, parse: text },
    phone: { header: '联系电话', required: true, parse: text },
    content: { header: '投诉内容', required: true, parse: text },
    channel: { header: '受理方式', required: true, parse: text },
  },
};

describe('客户投诉登记表 on paper', () => {
  let dept: ServiceUnderTest;
  let complaint: ComplaintView;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, complaints);
    complaint = await dept.ask(handler, RegisterComplaint, intake);
    await dept.ask(handler, RegisterComplaint, { ...intake, projectId: 'xihu' });
  }, 60_000);
  afterAll(() => dept.stop());

  const exported = async (person: typeof handler, paper: string, format: string, filters = {}): Promise<ExportView> => {
    const listed = Object.entries<string>(filters).map(([name, value]) => ({ name, value }));
    const { id } = await dept.ask(person, StartExport, { paper, format, filters: listed });
    return eventually(async () => {
      const view = await dept.ask(person, GetExport, { exportId: id });
      return view.finishedAt ? view : undefined;
    }, 'the export never ended');
  };
  const filled = async (projects: readonly string[]): Promise<Printed | undefined> => {
    const reader = dept.service.app.get(Reader, { strict: false });
    const by = new Actor('m', '罗桂英', ['MANAGER_IN_CHARGE'], projects, 'linli', '');
    return (complaintForm as Form).fill(
      { complaintId: complaint.id },
      { reader, by, ask: dept.service.connection.ask },
    );
  };

  test('the register holds the complaints of the asker, the customer masked, the words as they were [REQ-137]', async () => {
    const narrow = { ...stranger('COMPLAINT_HANDLER'), id: 'of-binjiang', projects: ['binjiang'] };
    const done = await exported(narrow, 'complaint-register', 'XLSX');
    const { bytes } = await dept.service.app.get(Files, { strict: false }).own(done.fileId!, narrow.id);
    const { rows } = await readSheet(bytes, sheet);
    expect(rows.map(({ values }) => values)).toEqual([
      { formNo: complaint.formNo, name: '王*', phone: '138****1234', content: '=卫生间渗水', channel: '投诉电话' },
    ]);
  });

  test('the form of one case carries its whole handling under its number, and blanks for what is to come [REQ-137]', async () => {
    const complaintId = complaint.id;
    const step = async (person: typeof handler, command: Parameters<typeof dept.ask>[1], more: object) => {
      const { version } = await dept.ask(handler, GetComplaint, { complaintId });
      await dept.ask(person, command as never, { complaintId, version, ...more } as never);
    };
    await step(handler, InvestigateComplaint, {
      findings: '楼上防水层破损',
      cause: '施工缺陷',
      liability: '总包单位',
      responsibleDepartment: '项目部',
      validity: 'JUSTIFIED',
      validityReason: '现场查实',
    });
    await step(handler, ProposePlan, { content: '重做防水' });
    await step(handler, SubmitPlan, {});
    await step(manager, ApprovePlan, { opinion: '同意' });
    const heldAt = new Date(Date.now() - 3_600_000).toISOString();
    await step(handler, RecordDisagreement, { heldAt, attendees: '王芳', offer: '重做防水', answer: '要求赔偿' });

    const printed = await filled(['binjiang']);
    expect(printed).toMatchObject({ title: '客户投诉登记表', number: complaint.formNo });
    const fields = new Map(printed?.parts.flatMap((part) => ('fields' in part ? part.fields : [])));
    expect([fields.get('客户姓名'), fields.get('联系电话'), fields.get('审批权限'), fields.get('审批结果')]).toEqual([
      '王*',
      '138****1234',
      '主管经理',
      '同意',
    ]);
    expect(fields.get('结案')).toBeUndefined();
    expect(printed?.parts).toContainEqual({ label: '处置方案(第1版)', text: '重做防水', lines: 3 });
    const [talks] = printed?.parts.flatMap((part) => ('headers' in part ? part.rows : [])) ?? [];
    expect(talks?.slice(3)).toEqual(['王芳', '重做防水', '要求赔偿', '否']);

    const done = await exported(manager, 'complaint-form', 'PDF', { complaintId });
    expect(done).toMatchObject({ state: 'DONE', fileName: `客户投诉登记表-${complaint.formNo}.pdf` });
  });

  test('another project has no such case', async () => {
    expect(await filled(['xihu'])).toBeUndefined();
  });
});
