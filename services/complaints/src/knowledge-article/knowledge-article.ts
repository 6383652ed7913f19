import { defineEntity, p } from '@mikro-orm/core';
import type { WriteKnowledgeArticle } from '@linli/contracts';
import { newId, wordsOf, workflow, type StateOf } from '@linli/kernel';

export const knowledgeArticleWorkflow = workflow({
  name: 'knowledge-article',
  initial: 'DRAFT',
  transitions: {
    DRAFT: { revise: 'DRAFT', publish: 'PUBLISHED', retire: 'RETIRED' },
    PUBLISHED: { revise: 'DRAFT', vote: 'PUBLISHED', solve: 'PUBLISHED', retire: 'RETIRED' },
    RETIRED: {},
  },
});

export type KnowledgeArticleState = StateOf<typeof knowledgeArticleWorkflow>;

const KnowledgeArticleSchema = defineEntity({
  name: 'KnowledgeArticle',
  tableName: 'knowledge_article',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<KnowledgeArticleState>(),
    category: p.text(),
    title: p.text(),
    problem: p.text(),
    solution: p.text(),
    words: p.array().columnType('text[]').lazy(),
    writtenBy: p.text(),
    writtenAt: p.datetime(),
    useful: p.integer(),
    useless: p.integer(),
    solved: p.integer(),
  },
});

/** 问题及其解决方法: a problem that was met, and what solved it; found and suggested once it is published [REQ-167]. */
export class KnowledgeArticle extends KnowledgeArticleSchema.class {
  static write(text: WriteKnowledgeArticle, by: string, at: Date): KnowledgeArticle {
    const article = Object.assign(new KnowledgeArticle(), {
      id: newId(),
      state: knowledgeArticleWorkflow.initial,
      ...{ useful: 0, useless: 0, solved: 0 },
    });
    article.fill(text, by, at);
    return article;
  }

  revise(text: WriteKnowledgeArticle, by: string, at: Date): void {
    this.state = knowledgeArticleWorkflow.move(this.state, 'revise');
    this.fill(text, by, at);
  }

  publish(): void {
    this.state = knowledgeArticleWorkflow.move(this.state, 'publish');
  }

  retire(): void {
    this.state = knowledgeArticleWorkflow.move(this.state, 'retire');
  }

  /** `before` is the voter's earlier vote, which this one replaces. */
  vote(useful: boolean, before: boolean | undefined): void {
    this.state = knowledgeArticleWorkflow.move(this.state, 'vote');
    if (before !== undefined) this.count(before, -1);
    this.count(useful, 1);
  }

  solve(): void {
    this.state = knowledgeArticleWorkflow.move(this.state, 'solve');
    this.solved += 1;
  }

  private count(useful: boolean, by: number): void {
    if (useful) this.useful += by;
    else this.useless += by;
  }

  private fill(
    { category, title, problem, solution }: WriteKnowledgeArticle,
    writtenBy: string,
    writtenAt: Date,
  ): void {
    Object.assign(this, { category, title, problem, solution, writtenBy, writtenAt });
    this.words = wordsOf(title, problem, solution);
  }
}

KnowledgeArticleSchema.setClass(KnowledgeArticle);
