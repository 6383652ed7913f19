import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, load, now, type Actor } from '@linli/bus';
import { AssignLead, ConvertLead, DropLead, RecordLead, TrackLead, type LeadView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { Party, Sealer } from '@linli/parties';
import { loadProject } from '../project/load-project.js';
import { loadFromBook } from '../prospect/book.js';
import { Prospect } from '../prospect/prospect.js';
import { Lead } from './lead.js';
import { ownLeads, view } from './lead.view.js';

@Controller()
export class WorkOnLeadHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly sealer: Sealer,
  ) {}

  @Handles(RecordLead)
  async record(form: RecordLead, by: Actor): Promise<LeadView> {
    const { projectId, customerName: name, phone } = form;
    await loadProject(this.em, projectId, by);
    const party = Party.register('sales-office', { name, ...(phone ? { phone } : {}) }, this.sealer, now());
    const lead = Lead.record(form, { formNo: formNo('XS'), partyId: party.id, by: by.name, at: now() });
    this.em.persist([party, lead]);
    return view(lead, party);
  }

  @Handles(AssignLead)
  async assign({ leadId, version, consultantId, consultant }: AssignLead, by: Actor): Promise<LeadView> {
    const lead = await this.load(leadId, version, by);
    lead.assign(consultantId, consultant);
    return this.seen(lead);
  }

  @Handles(TrackLead)
  async track(form: TrackLead, by: Actor): Promise<LeadView> {
    const lead = await this.load(form.leadId, form.version, by);
    lead.track(form, by.name, now());
    return this.seen(lead);
  }

  @Handles(ConvertLead)
  async convert({ leadId, version, prospectId }: ConvertLead, by: Actor): Promise<LeadView> {
    const lead = await this.load(leadId, version, by);
    lead.convert(await loadFromBook(this.em, Prospect, prospectId, by));
    return this.seen(lead);
  }

  @Handles(DropLead)
  async drop({ leadId, version, reason }: DropLead, by: Actor): Promise<LeadView> {
    const lead = await this.load(leadId, version, by);
    lead.drop(reason);
    return this.seen(lead);
  }

  private async load(id: string, version: number, by: Actor): Promise<Lead> {
    const lead = await load(this.em, Lead, id);
    const own = ownLeads(by);
    if (own !== undefined && lead.consultantId !== own)
      throw refuse.notFound('lead.not-found', '没有这条线索，请核对编号。');
    return load(this.em, Lead, id, version);
  }

  private async seen(lead: Lead): Promise<LeadView> {
    return view(lead, await this.em.findOneOrFail(Party, lead.partyId));
  }
}
