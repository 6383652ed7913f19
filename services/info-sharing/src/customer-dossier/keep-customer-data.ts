import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { On } from '@linli/bus';
import { CustomerDataDelivered } from '@linli/contracts';

/** The later state of an entry stays, in whatever order the news come; whose party it is, is found out by another reaction. */
const KEEP = `
insert into customer_dossier_entry (prospect_id, party_id, project_id, standing, missing, revision, delivered_on)
select "prospectId", "partyId", ?, standing, missing, revision, ?::date
from jsonb_to_recordset(?::jsonb) as e ("prospectId" uuid, "partyId" uuid, standing text, missing text[], revision int)
on conflict (prospect_id) do update set party_id = excluded.party_id, standing = excluded.standing, missing = excluded.missing,
  revision = excluded.revision, delivered_on = excluded.delivered_on
where excluded.revision > customer_dossier_entry.revision`;

@Controller()
export class KeepCustomerData {
  constructor(private readonly em: EntityManager) {}

  @On(CustomerDataDelivered, { as: 'keep-customer-data' })
  async handle({ projectId, deliveredOn, customers }: CustomerDataDelivered): Promise<void> {
    await this.em.execute(KEEP, [projectId, deliveredOn, JSON.stringify(customers)]);
  }
}
