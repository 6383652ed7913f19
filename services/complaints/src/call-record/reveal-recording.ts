import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { currentWork, Handles, load, now, type Actor } from '@linli/bus';
import { RevealRecording, type RecordingView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { CallRecord } from './call-record.js';
import { CallRecording } from './call-recording.js';

/** Where a recording lies is told to two roles, for a purpose; who asked and why stands in the read log. */
@Controller()
export class RevealRecordingHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RevealRecording)
  async handle({ callId, version, purpose }: RevealRecording, by: Actor): Promise<RecordingView> {
    const call = await load(this.em, CallRecord, callId, version);
    const recording = await this.em.findOne(CallRecording, { callId: call.id });
    if (!recording) throw refuse.notFound('call-recording.not-found', '这次通话没有录音。');
    const reference = recording.place;
    await this.em.execute(
      `insert into read_log (at, actor_id, purpose, subject_type, subject_id, fields, correlation_id) values (?, ?, ?, 'call-recording', ?, '{recording}', ?)`,
      [now().toISOString(), by.id, purpose, recording.id, currentWork().surroundings.correlationId],
    );
    return {
      id: recording.id,
      version: recording.version,
      callId,
      reference,
      seconds: recording.seconds,
      keptUntil: recording.keptUntil,
    };
  }
}
