import { GetSalesFigures, type FigureSection } from '@linli/contracts';
import { report, words, type Compiled } from '@linli/papers';
import { ALWAYS, Figures } from './figures.js';
import { figureWords } from './figure-words.js';
import { figureSheets, sections, type FigureKind, type SectionCode } from './sections.js';

/** Sections of figures as they stand on paper. */
export function onPaper(found: readonly FigureSection[]): Pick<Compiled, 'columns' | 'sections'> {
  return {
    columns: [
      { header: '项目', kind: 'text', width: 24 },
      { header: '数量', kind: 'integer', width: 10, summed: true },
      { header: '面积', kind: 'area', summed: true },
      { header: '金额', kind: 'yuan', width: 20, summed: true },
      { header: '占比', kind: 'text', width: 10 },
    ],
    sections: found.map(({ section, lines, count }) => ({
      name: sections[section as SectionCode].title,
      rows: lines.map((line) => [words(figureWords, line.key), line.count, line.areaM2, line.amountFen, percent(line)]),
      total: count !== undefined,
    })),
  };
}

const percent = ({ shareBasisPoints }: { shareBasisPoints?: number }) =>
  shareBasisPoints === undefined ? undefined : `${(shareBasisPoints / 100).toFixed(2)}%`;

/** Figures of this moment, to look at; those of a report that was handed in are printed from the report. */
export const figuresReport = report({
  name: 'sales-figures',
  title: '销售统计',
  of: GetSalesFigures,
  async compile({ projectId, kind, from, to }, { reader, by }) {
    if (!by.sees(projectId)) return undefined;
    const project = await reader.one<{ name: string }>('select name from project where id = $1', [projectId]);
    if (!project) return undefined;
    const period = { from: from ?? ALWAYS.from, to: to ?? ALWAYS.to };
    const found = await new Figures(reader).of(kind as FigureKind, projectId, period);
    return {
      title: `${project.name} ${figureSheets[kind as FigureKind].title}`,
      about: from || to ? `期间:${from ?? '开盘'} 至 ${to ?? '今日'}` : '期间:开盘至今',
      ...onPaper(found),
    };
  },
});
