import { Controller, type Type } from '@nestjs/common';
import { Answers, type Actor } from '@linli/bus';
import type { ExportContracts, PageOf, PapersQuestion, PaperView } from '@linli/contracts';
import { formatsOf, type Paper } from '../paper.js';
import { filtersOf, mayHave } from './question.js';

export function findsPapers({ FindPapers }: ExportContracts, papers: readonly Paper[]): Type {
  @Controller()
  class FindPapersHandler {
    /** A department has a few dozen papers: one page holds them all. */
    @Answers(FindPapers)
    async handle(_question: PapersQuestion, by: Actor): Promise<PageOf<PaperView>> {
      const items = papers
        .filter((paper) => mayHave(paper, by))
        .map((paper) => ({
          name: paper.name,
          title: paper.title,
          formats: [...formatsOf(paper)],
          filters: filtersOf(paper).map(({ name }) => name),
        }));
      return { items };
    }
  }
  return FindPapersHandler;
}
