import { Controller } from '@nestjs/common';
import { Answers, Reader } from '@linli/bus';
import { GetKnowledgeArticle, type KnowledgeArticleView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { shown } from './knowledge-article.view.js';

@Controller()
export class GetKnowledgeArticleHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetKnowledgeArticle)
  async handle({ knowledgeArticleId }: GetKnowledgeArticle): Promise<KnowledgeArticleView> {
    const row = await this.reader.one<object>(`select ${shown.columns} from knowledge_article a where a.id = $1`, [
      knowledgeArticleId,
    ]);
    if (!row) throw refuse.notFound('knowledge-article.not-found', '没有这篇问题及解决方法，请核对编号。');
    return shown.ofRow(row);
  }
}
