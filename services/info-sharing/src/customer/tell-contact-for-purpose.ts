import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetCustomerContact, type CustomerContactView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { Sealer } from '@linli/parties';
import { openContact } from './directory-entry.js';

interface EntryRow {
  id: string;
  customerId: string;
  nameSealed: string;
  phoneSealed: string | null;
}

/** The contact that is best for reaching him: of the party asked for, else the one with a phone that was told last. */
const BEST = `select e.id, e.customer_id as "customerId", e.name_sealed as "nameSealed", e.phone_sealed as "phoneSealed" from directory_entry e
  where e.customer_id = (select coalesce(c.merged_into, c.id) from customer c
    where c.id = coalesce($1::uuid, (select customer_id from directory_entry where id = $2::uuid)))
  order by (e.phone_sealed is not null) desc, (e.id = $2::uuid) is true desc, e.identified_at desc limit 1`;

@Controller()
export class TellContactForPurposeHandler {
  constructor(
    private readonly reader: Reader,
    private readonly em: EntityManager,
    private readonly sealer: Sealer,
  ) {}

  @Answers(GetCustomerContact)
  async handle({ partyId, customerId, purpose }: GetCustomerContact, by: Actor): Promise<CustomerContactView> {
    if ((partyId === undefined) === (customerId === undefined)) {
      throw refuse.invalid('customer.asked-twice-or-not', '请填写 partyId 或 customerId 中的一项。');
    }
    const row = await this.reader.one<EntryRow>(BEST, [customerId ?? null, partyId ?? null]);
    if (!row) throw refuse.notFound('customer.not-found', '没有这位客户，或尚未完成识别，请一分钟后再试。');
    // Before anything leaves: a reading that cannot be logged is not answered.
    await this.em.execute(
      `insert into read_log (at, actor_id, purpose, subject_type, subject_id, fields) values (app_now(), ?, ?, 'customer', ?, '{name,phone}')`,
      [by.id, purpose, row.customerId],
    );
    return { id: row.customerId, ...openContact(row, this.sealer) };
  }
}
