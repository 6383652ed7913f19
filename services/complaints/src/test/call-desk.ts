import {
  AssignPhoneLine,
  LogCall,
  OpenPhoneLine,
  RegisterComplaint,
  ReportCallEvent,
  type CallView,
  type ComplaintView,
  type PhoneLineView,
} from '@linli/contracts';
import { another, colleague, ServiceUnderTest, stranger } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { complaints } from '../service.js';

export const handler = colleague('COMPLAINT_HANDLER');
export const colleague2 = another('COMPLAINT_HANDLER');
export const lead = colleague('CS_SUPERVISOR');
export const manager = colleague('MANAGER_IN_CHARGE');
export const exchange = colleague('TELEPHONE_EXCHANGE');
export const consultant = colleague('SALES_CONSULTANT');
export const elsewhere = stranger('COMPLAINT_HANDLER');
export const projectId = 'binjiang';

/** The department at its phones, on Wednesday, 25 November 2026, 10:00 in Shanghai: working time does not depend on the day of the test. */
export class CallDesk {
  private lines = 0;

  private constructor(
    readonly dept: ServiceUnderTest,
    private readonly at: Date,
  ) {}

  static async open(): Promise<CallDesk> {
    const dept = await ServiceUnderTest.start(AppModule, complaints);
    await dept.rows(`update app_clock set ahead = '2026-11-25T10:00:00+08:00'::timestamptz - clock_timestamp()`);
    return new CallDesk(dept, new Date('2026-11-25T10:00:00+08:00'));
  }

  /** So many seconds after the desk was opened. */
  readonly instant = (seconds: number): string => new Date(this.at.getTime() + seconds * 1_000).toISOString();

  readonly stop = (): Promise<void> => this.dept.stop();

  readonly lineOf = async (holder = handler): Promise<PhoneLineView> => {
    const number = `0571-8800${String((this.lines += 1)).padStart(4, '0')}`;
    const line = await this.dept.ask(lead, OpenPhoneLine, { projectId, kind: 'HOTLINE', number, title: '投诉热线' });
    const to = { staffId: holder.id, staffName: holder.name };
    return this.dept.ask(lead, AssignPhoneLine, { phoneLineId: line.id, version: line.version, ...to });
  };

  readonly complaintOf = (phone: string, more: object = {}): Promise<ComplaintView> =>
    this.dept.ask(handler, RegisterComplaint, {
      ...{ projectId, channel: 'HOTLINE', source: 'DIRECT', customerName: '王芳', phone, customerKind: 'OWNER' },
      ...{ room: '3-1-1201', category: 'QUALITY', urgency: 'NORMAL', content: '渗水', dueOn: '2026-12-01', ...more },
    });

  readonly logged = (more: Partial<LogCall> = {}, by = handler): Promise<CallView> =>
    this.dept.ask(by, LogCall, {
      ...{ projectId, direction: 'OUT', phone: '13800001234', startedAt: this.instant(-600), talkedSeconds: 120 },
      ...{ outcome: 'REACHED', summary: '已告知维修时间', ...more },
    });

  /** News of the exchange. */
  readonly tell = (id: string, news: string, seconds: number, more: Partial<ReportCallEvent> = {}): Promise<CallView> =>
    this.dept.ask(exchange, ReportCallEvent, { exchangeCallId: id, news, at: this.instant(seconds), ...more });
}

export const incoming = (line: PhoneLineView, callerNumber: string) => ({ lineNumber: line.number, callerNumber });

/** A call as a command names it. */
export const fresh = ({ id, version }: { id: string; version: number }) => ({ callId: id, version });
