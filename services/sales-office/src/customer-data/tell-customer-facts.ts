import { Controller } from '@nestjs/common';
import { Answers, Reader } from '@linli/bus';
import { GetCustomerFacts, type CustomerFacts, type CustomerFactsView } from '@linli/contracts';
import { given } from '../sales-registers/registers.js';
import { columns } from '../view/rows.js';

const FACTS = `
select ${columns('r', 'partyId projectId occupation incomeBand education residentialArea channel motive')}, r.id as "prospectId" from prospect r
where r.party_id = any($1) and exists (select from customer_data_line l join customer_data_submission d on d.id = l.submission_id
  where l.prospect_id = r.id and d.state = 'ACCEPTED') order by r.id limit 500`;

/** What the base shows of a customer in his dossier; it keeps no copy of these facts. */
@Controller()
export class TellCustomerFactsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetCustomerFacts)
  async handle({ partyIds }: GetCustomerFacts): Promise<CustomerFactsView> {
    const rows = await this.reader.all(FACTS, [partyIds]);
    return { facts: rows.map((row) => given<CustomerFacts>(row)) };
  }
}
