import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, type Actor } from '@linli/bus';
import { WriteKnowledgeArticle, type KnowledgeArticleView } from '@linli/contracts';
import { KnowledgeArticle } from './knowledge-article.js';
import { shown } from './knowledge-article.view.js';

@Controller()
export class WriteKnowledgeArticleHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(WriteKnowledgeArticle)
  async handle(text: WriteKnowledgeArticle, by: Actor): Promise<KnowledgeArticleView> {
    const article = KnowledgeArticle.write(text, by.name, now());
    this.em.persist(article);
    return shown.of(article);
  }
}
