import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load } from '@linli/bus';
import { PublishKnowledgeArticle, type KnowledgeArticleView } from '@linli/contracts';
import { KnowledgeArticle } from './knowledge-article.js';
import { shown } from './knowledge-article.view.js';

@Controller()
export class PublishKnowledgeArticleHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(PublishKnowledgeArticle)
  async handle({ knowledgeArticleId, version }: PublishKnowledgeArticle): Promise<KnowledgeArticleView> {
    const knowledgeArticle = await load(this.em, KnowledgeArticle, knowledgeArticleId, version);
    knowledgeArticle.publish();
    return shown.of(knowledgeArticle);
  }
}
