import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { ReviseKnowledgeArticle, type KnowledgeArticleView } from '@linli/contracts';
import { KnowledgeArticle } from './knowledge-article.js';
import { shown } from './knowledge-article.view.js';

@Controller()
export class ReviseKnowledgeArticleHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ReviseKnowledgeArticle)
  async handle(
    { knowledgeArticleId, version, ...text }: ReviseKnowledgeArticle,
    by: Actor,
  ): Promise<KnowledgeArticleView> {
    const knowledgeArticle = await load(this.em, KnowledgeArticle, knowledgeArticleId, version);
    knowledgeArticle.revise(text, by.name, now());
    return shown.of(knowledgeArticle);
  }
}
