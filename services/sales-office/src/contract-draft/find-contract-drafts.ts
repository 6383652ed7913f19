import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindContractDrafts, GetContractDraft, type ContractDraftView, type PageOf } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { PartySearch } from '@linli/parties';
import { opens, ownBook } from '../prospect/book.js';
import { amongBuyers } from '../subscription/buyers.js';
import {
  contractDraftColumns,
  draftWithSubscription,
  viewOfRow,
  type ContractDraftRow,
} from './contract-draft.view.js';

const ONE = `select ${contractDraftColumns} from ${draftWithSubscription} where d.id = $1`;

@Controller()
export class FindContractDraftsHandler {
  constructor(
    private readonly reader: Reader,
    private readonly persons: PartySearch,
  ) {}

  @Answers(GetContractDraft)
  async get({ contractDraftId }: GetContractDraft, by: Actor): Promise<ContractDraftView> {
    const row = await this.reader.one<ContractDraftRow>(ONE, [contractDraftId]);
    if (!row || !opens(by, row)) throw refuse.notFound('contract-draft.not-found', '没有这份合同草稿，请核对编号。');
    return viewOfRow(row);
  }

  @Answers(FindContractDrafts)
  async find(asked: FindContractDrafts, by: Actor): Promise<PageOf<ContractDraftView>> {
    return page(this.reader, {
      select: `${contractDraftColumns} from ${draftWithSubscription}`,
      where: {
        'd.project_id = ?': asked.projectId,
        'd.state = ?': asked.state,
        'd.subscription_id = ?': asked.subscriptionId,
        'd.project_id = any(?)': by.seesAll ? undefined : by.projects,
        'd.consultant_id = ?': ownBook(by),
        ...(await amongBuyers(this.persons, 's', asked.person)),
      },
      newestFirst: 'd.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: viewOfRow,
    });
  }
}
