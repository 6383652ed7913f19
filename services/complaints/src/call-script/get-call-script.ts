import { Controller } from '@nestjs/common';
import { Answers, Reader } from '@linli/bus';
import { GetCallScript, type CallScriptView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { shown } from './call-script.view.js';

@Controller()
export class GetCallScriptHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetCallScript)
  async handle({ callScriptId }: GetCallScript): Promise<CallScriptView> {
    const row = await this.reader.one<object>(`select ${shown.columns} from call_script s where s.id = $1`, [
      callScriptId,
    ]);
    if (!row) throw refuse.notFound('call-script.not-found', '没有这份电话内容草稿，请核对编号。');
    return shown.ofRow(row);
  }
}
