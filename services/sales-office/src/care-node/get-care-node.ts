import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetCareNode, type CareNodeView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { opens } from '../prospect/book.js';
import { careNodeColumns, viewOfRow, type CareNodeRow } from './care-node.view.js';

@Controller()
export class GetCareNodeHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetCareNode)
  async handle({ careNodeId }: GetCareNode, by: Actor): Promise<CareNodeView> {
    const row = await this.reader.one<CareNodeRow>(`select ${careNodeColumns} from care_node n where n.id = $1`, [
      careNodeId,
    ]);
    if (!row || !opens(by, row)) throw refuse.notFound('care-node.not-found', '没有这个维护节点，请核对编号。');
    return viewOfRow(row);
  }
}
