import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, type Actor } from '@linli/bus';
import { VoteOnKnowledgeArticle, type KnowledgeArticleView } from '@linli/contracts';
import { KnowledgeArticle } from './knowledge-article.js';
import { shown } from './knowledge-article.view.js';

@Controller()
export class VoteOnKnowledgeArticleHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(VoteOnKnowledgeArticle)
  async handle(
    { knowledgeArticleId, version, useful }: VoteOnKnowledgeArticle,
    by: Actor,
  ): Promise<KnowledgeArticleView> {
    const article = await load(this.em, KnowledgeArticle, knowledgeArticleId, version);
    const [before] = await this.em.execute<{ useful: boolean }[]>(
      'select useful from knowledge_vote where article_id = ? and voter_id = ?',
      [article.id, by.id],
    );
    article.vote(useful, before?.useful);
    await this.em.execute(
      `insert into knowledge_vote (article_id, voter_id, useful) values (?, ?, ?)
       on conflict (article_id, voter_id) do update set useful = excluded.useful`,
      [article.id, by.id, useful],
    );
    return shown.of(article);
  }
}
