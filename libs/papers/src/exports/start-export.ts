import { Controller, type Type } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, type Actor } from '@linli/bus';
import type { ExportContracts, ExportFormat, ExportRequest, ExportView } from '@linli/contracts';
import { Refusal, refuse } from '@linli/kernel';
import { formatsOf, type Paper } from '../paper.js';
import { Export } from './export.js';
import { viewOf } from './export.view.js';
import { ExportWorker } from './export-worker.js';
import { mayHave, questionOf } from './question.js';

/** So many of one person may wait or run: a department's machine serves everybody. */
const AT_ONCE = 5;

export function startsExport({ StartExport }: ExportContracts, papers: readonly Paper[]): Type {
  @Controller()
  class StartExportHandler {
    constructor(
      private readonly em: EntityManager,
      private readonly worker: ExportWorker,
    ) {}

    @Handles(StartExport)
    async handle({ paper: name, format, filters = [] }: ExportRequest, by: Actor): Promise<ExportView> {
      const paper = papers.find((each) => each.name === name);
      if (!paper) throw refuse.notFound('paper.not-found', '没有这种表单，请从可导出的表单中选择。');
      if (!mayHave(paper, by)) throw new Refusal('forbidden', 'paper.forbidden', '您的岗位不能导出这种表单。');
      if (!formatsOf(paper).includes(format as ExportFormat)) {
        throw refuse.rule('paper.no-such-format', `《${paper.title}》只能导出为 ${formatsOf(paper).join('、')}。`);
      }
      questionOf(paper, filters);
      const live = await this.em.count(Export, { askedBy: by.id, state: { $in: ['WAITING', 'RUNNING'] } });
      if (live >= AT_ONCE) {
        throw new Refusal(
          'too-many',
          'export.too-many',
          `您已有 ${AT_ONCE} 个导出在进行，请等其中一个完成或取消后再试。`,
        );
      }
      const asked = Export.ask(paper, format as ExportFormat, filters, by, now());
      this.em.persist(asked);
      this.worker.nudge();
      return viewOf(asked);
    }
  }
  return StartExportHandler;
}
