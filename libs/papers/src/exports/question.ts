import type { Actor } from '@linli/bus';
import { fieldsOf, read, type ExportFilter, type FieldMeta } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import type { Paper } from '../paper.js';

const ofPages: ReadonlySet<string> = new Set(['cursor', 'limit']);

/** The fields of the paper's question by which it can be narrowed; a person that is looked for is not kept beside an export. */
export const filtersOf = (paper: Paper): FieldMeta[] =>
  fieldsOf(paper.of).filter(({ name, personal }) => !ofPages.has(name) && personal === undefined);

export const mayHave = (paper: Paper, by: Actor): boolean => by.has(...(paper.of.roles ?? []));

/** The question that these filters make. Refuses `export.filters-wrong` what its list would refuse. */
export function questionOf(paper: Paper, filters: readonly ExportFilter[]): object {
  const fields = new Map(filtersOf(paper).map((field) => [field.name, field]));
  const plain: Record<string, unknown> = {};
  const flaws: { field: string; problem: string }[] = [];
  for (const { name, value } of filters) {
    const field = fields.get(name);
    if (!field) flaws.push({ field: name, problem: '这种表单不能按此筛选' });
    else if (field.list) plain[name] = [...((plain[name] as unknown[] | undefined) ?? []), valueOf(field, value)];
    else plain[name] = valueOf(field, value);
  }
  const result = read(paper.of, plain);
  if ('flaws' in result) flaws.push(...result.flaws);
  if ('flaws' in result || flaws.length > 0) {
    throw refuse.invalid('export.filters-wrong', '筛选条件有误，请按 flaws 逐项改正。', { flaws });
  }
  return result.value;
}

/** As text of a query string becomes a value. */
function valueOf({ type }: FieldMeta, text: string): unknown {
  if (type === 'bool') return text === 'true' ? true : text === 'false' ? false : text;
  if ((type === 'int' || type === 'fen' || type === 'decimal') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  return text;
}
