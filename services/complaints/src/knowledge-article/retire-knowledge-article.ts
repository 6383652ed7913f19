import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load } from '@linli/bus';
import { RetireKnowledgeArticle, type KnowledgeArticleView } from '@linli/contracts';
import { KnowledgeArticle } from './knowledge-article.js';
import { shown } from './knowledge-article.view.js';

@Controller()
export class RetireKnowledgeArticleHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RetireKnowledgeArticle)
  async handle({ knowledgeArticleId, version }: RetireKnowledgeArticle): Promise<KnowledgeArticleView> {
    const knowledgeArticle = await load(this.em, KnowledgeArticle, knowledgeArticleId, version);
    knowledgeArticle.retire();
    return shown.of(knowledgeArticle);
  }
}
