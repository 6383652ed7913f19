import {
  AssignLead,
  AssignProspect,
  ConvertLead,
  DropLead,
  FindRulings,
  RecordLead,
  RegisterProspect,
  TrackLead,
  type LeadView,
} from '@linli/contracts';
import { plusDays } from '@linli/kernel';
import { deals, type Deal } from './deals.js';
import { others } from './names.js';
import { all, projectId, walk, type Office, type Step } from './office.js';
import type { Sales } from './sales.js';

const names: Readonly<Record<string, string>> = { consultant: '李娜', 'consultant-2': '张磊' };

/** 潜在客户线索 in each state, and 判客: who was registered a second time, and who was given to a colleague. */
export async function loadLeads(office: Office, sales: Sales): Promise<number> {
  const converted = deals[2]!;
  const states = ['NEW', 'ASSIGNED', 'CONVERTED', 'DROPPED'] as const;
  await all(states, async (target, n) => {
    const person = target === 'CONVERTED' ? converted.person : others[50 + n]!;
    const name = `lead-${target}`;
    const made = await office.make(name, n % 2 === 0 ? 'marketing-staff' : 'duty-staff', RecordLead, {
      ...{ projectId, customerName: person.name, phone: person.phone, channel: n % 2 === 0 ? 'ONLINE' : 'EVENT' },
      need: '三室,预算230万以内,关注学区',
    });
    if (target !== 'NEW') await follow(office, made, name, target, sales.of(converted).prospect.id);
  });
  await Promise.all([collide(office, deals[4]!), giveAway(office)]);
  return states.length;
}

async function follow(office: Office, made: LeadView, name: string, target: string, prospectId: string): Promise<void> {
  const consultant = 'consultant';
  const track = office.step(name, consultant, TrackLead, {
    ...{ kind: 'CALL', content: '电话介绍项目,约周末到访', nextOn: plusDays(office.today, 2) },
  });
  const steps: Step<LeadView>[] = [
    [
      'NEW',
      async (lead) => {
        const to = { consultantId: consultant, consultant: names[consultant]! };
        return track(await office.step(name, 'sales-supervisor', AssignLead, to)(lead));
      },
    ],
  ];
  if (target === 'CONVERTED') steps.push(['ASSIGNED', office.step(name, consultant, ConvertLead, { prospectId })]);
  if (target === 'DROPPED')
    steps.push(['ASSIGNED', office.step(name, consultant, DropLead, { reason: '已在外地购房' })]);
  await walk(made, steps);
}

/** 撞单: a colleague tries to register a customer who is another's, and is told to ask the supervisor. */
async function collide(office: Office, { person, consultant }: Deal): Promise<void> {
  const other = consultant === 'consultant' ? 'consultant-2' : 'consultant';
  await office.desk(other).refusal(() =>
    office.make('collision', other, RegisterProspect, {
      ...{ projectId, customerName: person.name, phone: person.phone, contactKind: 'CALL', intentGrade: 'B' },
      ...{ channel: 'REFERRAL', riskDisclosed: true, consent: true },
    }),
  );
}

/** 判客: a customer is registered by one consultant, and given to the other by the supervisor. */
async function giveAway(office: Office): Promise<void> {
  const supervisor = office.desk('sales-supervisor');
  const { items: rulings } = await supervisor.ask(FindRulings, { projectId, outcome: 'ASSIGNED' });
  if (rulings.length > 0) return;
  const { name: customerName, phone } = others[58]!;
  const made = await office.make('given-away', 'consultant', RegisterProspect, {
    ...{ projectId, customerName, phone, contactKind: 'CALL', intentGrade: 'B', channel: 'REFERRAL' },
    ...{ riskDisclosed: true, consent: true },
  });
  const to = { consultantId: 'consultant-2', consultant: names['consultant-2']! };
  await office.step('ruling', 'sales-supervisor', AssignProspect, {
    ...to,
    reason: '客户与该顾问是老同事,本人要求更换',
  })(made);
}
