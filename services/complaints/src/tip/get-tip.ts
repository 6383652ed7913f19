import { Controller } from '@nestjs/common';
import { Answers, Reader } from '@linli/bus';
import { GetTip, type TipView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { shown } from './tip.view.js';

@Controller()
export class GetTipHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetTip)
  async handle({ tipId }: GetTip): Promise<TipView> {
    const row = await this.reader.one<object>(`select ${shown.columns} from tip t where t.id = $1`, [tipId]);
    if (!row) throw refuse.notFound('tip.not-found', '没有这一帖，请核对编号。');
    return shown.ofRow(row);
  }
}
