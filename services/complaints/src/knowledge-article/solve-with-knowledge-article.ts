import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, whenNotUnique, type Actor } from '@linli/bus';
import { SolveWithKnowledgeArticle, type KnowledgeArticleView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { Complaint } from '../complaint/complaint.js';
import { KnowledgeArticle } from './knowledge-article.js';
import { shown } from './knowledge-article.view.js';

whenNotUnique('knowledge_use_pkey', () =>
  refuse.conflict('knowledge-article.linked-already', '这件投诉已注明由该方法解决。'),
);

@Controller()
export class SolveWithKnowledgeArticleHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(SolveWithKnowledgeArticle)
  async handle(asked: SolveWithKnowledgeArticle, by: Actor): Promise<KnowledgeArticleView> {
    const article = await load(this.em, KnowledgeArticle, asked.knowledgeArticleId, asked.version);
    const complaint = await load(this.em, Complaint, asked.complaintId);
    await this.em.execute(
      'insert into knowledge_use (complaint_id, article_id, used_by, used_at) values (?, ?, ?, ?)',
      [...[complaint.id, article.id, by.id, now().toISOString()]],
    );
    article.solve();
    return shown.of(article);
  }
}
