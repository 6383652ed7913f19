import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { now, OnClock, type Firing } from '@linli/bus';
import { CallRecord } from './call-record.js';
import { CallRecording } from './call-recording.js';

/** 电话录音保存期 is over: the reference is erased here, and the exchange is told to erase the file. */
@Controller()
export class EraseRecordingHandler {
  constructor(private readonly em: EntityManager) {}

  @OnClock('call-recording.retention')
  async handle({ subjectId }: Firing): Promise<void> {
    const recording = await this.em.findOneOrFail(CallRecording, subjectId);
    if (recording.reference === null) return; // erased already
    await this.em.execute('insert into recording_to_erase (id, reference, next_attempt_at) values (?, ?, ?)', [
      recording.id,
      recording.reference,
      now().toISOString(),
    ]);
    recording.erase(now());
    const call = await this.em.findOneOrFail(CallRecord, recording.callId);
    call.isRecorded(false);
  }
}
