import { Controller } from '@nestjs/common';
import { Answers, Reader } from '@linli/bus';
import { lifeContracts, type CustomerLifeQuestion, type CustomerLifeView, type PersonKeeper } from '@linli/contracts';

const keepers: Readonly<Record<PersonKeeper, string>> = {
  'sales-office': '售楼部',
  'property-move-in': '物业入住',
  complaints: '投诉',
  'client-club': '客户会',
};

interface FactRow {
  at: string;
  subject: 'party' | 'merge';
  id: string;
  service: PersonKeeper | null;
}

const FACTS = `with asked as (
    select coalesce(c.merged_into, c.id) as id from customer c where c.id = $1
    union select e.customer_id from directory_entry e where e.id = any($2))
  select to_char(f.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, f.subject, f.id, f.service from (
    select e.identified_at as at, 'party' as subject, e.id, e.service from directory_entry e where e.customer_id in (select id from asked)
    union all
    select m.merged_at, 'merge', m.id, null from customer_merge m where m.into_customer_id in (select id from asked)) f
  order by f.at, f.id limit 200`;

/** What the directory knows of a customer's life: where he became known, and that two of him were one. It belongs to no project. */
@Controller()
export class TellCustomerLifeHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(lifeContracts['info-sharing'])
  async handle({ customerId, partyIds }: CustomerLifeQuestion): Promise<CustomerLifeView> {
    const rows = await this.reader.all<FactRow>(FACTS, [customerId, partyIds]);
    return {
      facts: rows.map(({ at, subject, id, service }) => ({
        at,
        subject,
        subjectId: id,
        projectId: '*',
        title: service ? `客户信息库:与${keepers[service]}登记的客户对应` : '客户信息库:两份资料合并为一位客户',
        allowed: [],
      })),
    };
  }
}
