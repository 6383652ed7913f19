import { Controller } from '@nestjs/common';
import { Answers, page, Reader } from '@linli/bus';
import { FindTips, type PageOf, type TipView } from '@linli/contracts';
import { soughtWords } from '@linli/kernel';
import { shown } from './tip.view.js';

@Controller()
export class FindTipsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindTips)
  async handle({ words, skill, cursor, limit }: FindTips): Promise<PageOf<TipView>> {
    return page(this.reader, {
      select: `${shown.columns} from tip t`,
      where: { 't.state = ?': 'POSTED', 't.skill = ?': skill, 't.words @> ?': soughtWords(words) },
      newestFirst: 't.id',
      cursor,
      limit,
      view: (row: { id: string }) => shown.ofRow(row),
    });
  }
}
