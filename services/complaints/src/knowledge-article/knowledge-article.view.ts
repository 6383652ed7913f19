import type { KnowledgeArticleView } from '@linli/contracts';
import { viewing } from '../view/viewing.js';
import { knowledgeArticleWorkflow, type KnowledgeArticleState } from './knowledge-article.js';

export const shown = viewing<KnowledgeArticleView>(
  'a',
  'id version state category title problem solution writtenBy writtenAt:instant useful useless solved',
  ({ state }) => knowledgeArticleWorkflow.allowed(state as KnowledgeArticleState),
);
