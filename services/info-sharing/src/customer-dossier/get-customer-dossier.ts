import { Controller } from '@nestjs/common';
import { Answers, Ask, Reader, type Actor } from '@linli/bus';
import {
  GetCustomerDossier,
  GetCustomerFacts,
  type CustomerDossierView,
  type CustomerFacts,
  type DossierEntry,
} from '@linli/contracts';
import { Refusal, refuse } from '@linli/kernel';

interface Row extends Omit<CustomerDossierView, 'phone' | 'away' | 'complete'> {
  readonly phone: string | null;
}

const DOSSIER = `
select c.id, c.name_masked as name, c.phone_masked as phone,
  coalesce((select jsonb_agg(jsonb_build_object('prospectId', d.prospect_id, 'partyId', d.party_id, 'projectId', d.project_id,
      'standing', d.standing, 'deliveredOn', d.delivered_on, 'missing', d.missing) order by d.delivered_on, d.prospect_id)
    from directory_entry e join customer_dossier_entry d on d.party_id = e.id
    where e.customer_id = c.id and ($2::text[] is null or d.project_id = any($2))), '[]') as entries
from customer asked join customer c on c.id = coalesce(asked.merged_into, asked.id) where asked.id = $1`;

/** 完整客户资料: the facts are asked of the sales office when somebody reads them, and not kept here [REQ-066, 321]. */
@Controller()
export class GetCustomerDossierHandler {
  constructor(
    private readonly reader: Reader,
    private readonly ask: Ask,
  ) {}

  @Answers(GetCustomerDossier)
  async handle({ customerId }: GetCustomerDossier, by: Actor): Promise<CustomerDossierView> {
    const row = await this.reader.one<Row>(DOSSIER, [customerId, by.seesAll ? null : by.projects]);
    if (!row) throw refuse.notFound('customer.not-found', '没有这位客户，请核对编号。');
    const { id, name, phone, entries } = row;
    const facts = await this.facts(entries);
    return {
      ...{ id, name, ...(phone ? { phone } : {}) },
      complete: entries.length > 0 && entries.every(({ missing }) => missing.length === 0),
      entries: entries.map((entry) => {
        const known = facts?.find(({ prospectId }) => prospectId === entry.prospectId);
        return { ...entry, ...(known ? { facts: known } : {}) };
      }),
      away: facts ? [] : ['sales-office'],
    };
  }

  /** Nothing, when the sales office does not answer. */
  private async facts(entries: readonly DossierEntry[]): Promise<readonly CustomerFacts[] | undefined> {
    if (entries.length === 0) return [];
    const partyIds = [...new Set(entries.map(({ partyId }) => partyId))].slice(0, 200);
    try {
      return (await this.ask.ask(GetCustomerFacts, { partyIds }, { timeoutMs: 2_000 })).facts;
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  }
}
