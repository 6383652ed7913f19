import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { callDesk, GetCallback, type CallbackView } from '@linli/contracts';
import { shown } from './callback.view.js';
import { noCallback } from './no-callback.js';

@Controller()
export class GetCallbackHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetCallback)
  async handle({ callbackId }: GetCallback, by: Actor): Promise<CallbackView> {
    const row = await this.reader.one<{ projectId: string; assigneeId: string | null }>(
      `select ${shown.columns} from callback b where b.id = $1`,
      [callbackId],
    );
    if (!row || !by.sees(row.projectId) || !(by.has(...callDesk) || row.assigneeId === by.id)) throw noCallback();
    return shown.ofRow(row);
  }
}
