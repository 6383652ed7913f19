import { Controller } from '@nestjs/common';
import { Answers, page, Reader } from '@linli/bus';
import { FindCallScripts, type CallScriptView, type PageOf } from '@linli/contracts';
import { shown } from './call-script.view.js';

@Controller()
export class FindCallScriptsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindCallScripts)
  async handle(asked: FindCallScripts): Promise<PageOf<CallScriptView>> {
    return page(this.reader, {
      select: `${shown.columns} from call_script s`,
      where: {
        's.state = ?': asked.state,
      },
      newestFirst: 's.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: (row: { id: string }) => shown.ofRow(row),
    });
  }
}
