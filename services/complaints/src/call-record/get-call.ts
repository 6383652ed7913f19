import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetCall, type CallView } from '@linli/contracts';
import { shown } from './call-record.view.js';
import { noCall, opensCall } from './open-call.js';

@Controller()
export class GetCallHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetCall)
  async handle({ callId }: GetCall, by: Actor): Promise<CallView> {
    const row = await this.reader.one<{ projectId: string; staffId: string | null }>(
      `select ${shown.columns} from call_record c where c.id = $1`,
      [callId],
    );
    if (!row || !opensCall(by, row)) throw noCall();
    return shown.ofRow(row);
  }
}
