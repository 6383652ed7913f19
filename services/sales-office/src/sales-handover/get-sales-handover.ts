import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetSalesHandover, type HandoverCount, type SalesHandoverView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { columns, present, type RowOf } from '../view/rows.js';

type Row = RowOf<Omit<SalesHandoverView, 'tasks' | 'counts'>>;

const RECORD = `select ${columns('h', 'id version formNo projectId fromDepartment toDepartment handedOverBy')}, h.closed_on::text as "closedOn"
  from sales_handover h where h.project_id = $1`;
const COUNTS = `select subject, count(*)::int as tasks from sales_handover_task where handover_id = $1 group by subject order by subject`;

@Controller()
export class GetSalesHandoverHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetSalesHandover)
  async handle({ projectId }: GetSalesHandover, by: Actor): Promise<SalesHandoverView> {
    by.mustSee(projectId, 'sales-handover');
    const row = await this.reader.one<Row>(RECORD, [projectId]);
    if (!row) throw refuse.notFound('sales-handover.not-found', '该项目尚未封盘，没有交接记录；请核对项目编号。');
    const counts = await this.reader.all<HandoverCount>(COUNTS, [row.id]);
    const tasks = counts.reduce((sum, count) => sum + count.tasks, 0);
    return present<SalesHandoverView>({ ...row, tasks, counts }, []);
  }
}
