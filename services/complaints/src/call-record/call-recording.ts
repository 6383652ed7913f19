import { defineEntity, p } from '@mikro-orm/core';
import { newId, refuse, type Day } from '@linli/kernel';

const CallRecordingSchema = defineEntity({
  name: 'CallRecording',
  tableName: 'call_recording',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    callId: p.uuid(),
    projectId: p.text(),
    reference: p.text().nullable(),
    seconds: p.integer(),
    recordedAt: p.datetime(),
    keptUntil: p.date(),
    erasedAt: p.datetime().nullable(),
  },
});

/** 电话录音: where the recording of a call lies, until its time is over [REQ-177]. */
export class CallRecording extends CallRecordingSchema.class {
  static of(
    call: { id: string; projectId: string },
    file: { reference: string; seconds: number },
    at: Date,
  ): CallRecording {
    return Object.assign(new CallRecording(), {
      id: newId(),
      ...{ callId: call.id, projectId: call.projectId, reference: file.reference, seconds: file.seconds },
      ...{ recordedAt: at, keptUntil: '9999-12-31', erasedAt: null },
    });
  }

  keepUntil(day: Day): void {
    this.keptUntil = day;
  }

  /** Its time is over: nobody can find it any more. */
  erase(at: Date): void {
    this.reference = null;
    this.erasedAt = at;
  }

  /** Where it lies. Refuses `call-recording.erased`. */
  get place(): string {
    const { reference } = this;
    if (!reference) throw refuse.rule('call-recording.erased', '录音保存期已满，已经删除。');
    return reference;
  }
}

CallRecordingSchema.setClass(CallRecording);
