import { Controller } from '@nestjs/common';
import { Answers, page, Reader } from '@linli/bus';
import { FindKnowledgeArticles, type KnowledgeArticleView, type PageOf } from '@linli/contracts';
import { soughtWords } from '@linli/kernel';
import { shown } from './knowledge-article.view.js';

@Controller()
export class FindKnowledgeArticlesHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(FindKnowledgeArticles)
  async handle(asked: FindKnowledgeArticles): Promise<PageOf<KnowledgeArticleView>> {
    const { words, category, state = 'PUBLISHED', complaintId, cursor, limit } = asked;
    return page(this.reader, {
      select: `${shown.columns} from knowledge_article a`,
      where: {
        'a.state = ?': state,
        'a.category = ?': category,
        'a.words @> ?': soughtWords(words),
        'a.id in (select u.article_id from knowledge_use u where u.complaint_id = ?)': complaintId,
      },
      newestFirst: 'a.id',
      cursor,
      limit,
      view: (row: { id: string }) => shown.ofRow(row),
    });
  }
}
