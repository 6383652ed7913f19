import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, planClock, whenNotUnique } from '@linli/bus';
import { AttachRecording, type CallView } from '@linli/contracts';
import { plusDays, refuse } from '@linli/kernel';
import { CallRecord } from './call-record.js';
import { shown } from './call-record.view.js';
import { CallRecording } from './call-recording.js';

whenNotUnique('call_recording_call', () => refuse.conflict('call-recording.already-there', '该通话已有录音。'));

@Controller()
export class AttachRecordingHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(AttachRecording)
  async handle({ callId, version, reference, seconds, announced }: AttachRecording): Promise<CallView> {
    const call = await load(this.em, CallRecord, callId, version);
    if (!announced) throw refuse.rule('call-recording.not-announced', '未告知客户正在录音，录音不得保存。');
    const recording = CallRecording.of(call, { reference, seconds }, now());
    const { dueOn } = await planClock('call-recording.retention', recording, { from: now() });
    recording.keepUntil(plusDays(dueOn, -1)); // due at the end of its last day, which is the first instant of the next
    this.em.persist(recording);
    call.isRecorded(true);
    return shown.of(call);
  }
}
