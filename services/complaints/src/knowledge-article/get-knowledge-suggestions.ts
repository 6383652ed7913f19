import { Controller } from '@nestjs/common';
import { Answers, Reader } from '@linli/bus';
import { GetKnowledgeSuggestions, type KnowledgeSuggestionsView } from '@linli/contracts';
import { wordsOf } from '@linli/kernel';
import { shown } from './knowledge-article.view.js';

/** So many pairs of characters must be shared before an article is suggested, unless the text has fewer. */
const SHARED = 2;

@Controller()
export class GetKnowledgeSuggestionsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetKnowledgeSuggestions)
  async handle({ text, category }: GetKnowledgeSuggestions): Promise<KnowledgeSuggestionsView> {
    const words = wordsOf(text);
    const rows = await this.reader.all(
      `select ${shown.columns} from knowledge_article a
       cross join lateral (select count(*) as shared from unnest(a.words) w where w = any($1)) n
       where a.state = 'PUBLISHED' and a.words && $1 and ($2::text is null or a.category = $2) and n.shared >= $3
       order by n.shared desc, a.solved desc, a.useful - a.useless desc, a.id desc limit 5`,
      [words, category ?? null, Math.min(SHARED, words.length)],
    );
    return { suggestions: rows.map((row) => shown.ofRow(row)) };
  }
}
