import { fieldsOf, subjectOf, type EventClass } from '@linli/contracts';
import type { Reaction, Voice } from './scan.js';

/** The lists of a service's README: the events it raises with their fields, and its reactions to those of others. */
export function eventsBlock({ raised, reactions }: Voice): string {
  const told = raised.map((event) => `- ${nameOf(event)} (\`${event.subject}\`): ${fieldList(event)}`);
  const heard = [...Map.groupBy(reactions, ({ event }) => event)].map(
    ([event, all]) => `- ${nameOf(event)} (\`${event.subject}\`): ${all.map(({ as }) => `\`${as}\``).join(', ')}`,
  );
  return [
    ...(told.length > 0 ? ['Events raised:', '', ...told] : ['Raises no events.']),
    '',
    ...(heard.length > 0 ? ['Events heard, and what is done about them:', '', ...heard] : ['Reacts to no events.']),
  ].join('\n');
}

/** Who hears of whom, as a diagram, and the same with the names of the reactions as a list. */
export function flowsBlock(voices: readonly Voice[]): string {
  const flows = voices.flatMap(({ service, reactions }) =>
    reactions.map((reaction) => ({ ...reaction, from: subjectOf(reaction.event).service, to: service })),
  );
  const pairs = [...Map.groupBy(flows, ({ from, to }) => `${from} ${to}`).values()];
  const arrows = pairs.map((all) => {
    const [{ from, to } = { from: '', to: '' }] = all;
    return `  ${from} -->|"${namesIn(all).join('<br/>')}"| ${to}`;
  });
  const speaking = voices.filter(({ raised, reactions }) => raised.length + reactions.length > 0);
  return [
    '```mermaid',
    'flowchart LR',
    ...speaking.map(({ service }) => `  ${service}[${service}]`),
    ...arrows.sort(),
    '```',
    '',
    ...lines(flows),
  ].join('\n');
}

interface Flow extends Reaction {
  readonly to: string;
}

/** A line an event; the same news of several departments, taken the same way, is one line with `*` for the department. */
function lines(flows: readonly Flow[]): readonly string[] {
  const byEvent = [...Map.groupBy(flows, ({ event }) => event)].map(([event, all]) => {
    const { aggregate, verb } = subjectOf(event);
    const taken = all.map(({ as, to }) => `${to} \`${as}\``).join(', ');
    return { shared: `- \`evt.*.${aggregate}.${verb}\`: ${taken}`, line: `- \`${event.subject}\`: ${taken}` };
  });
  const groups = Map.groupBy(byEvent, ({ shared }) => shared);
  return [...groups].map(([shared, all]) => (all.length > 1 ? shared : (all[0]?.line ?? shared))).sort();
}

const namesIn = (reactions: readonly Reaction[]) => [...new Set(reactions.map(({ event }) => nameIn(event)))].sort();

/** Each department tells of its parties with classes of the same names. */
const nameIn = (event: EventClass) =>
  subjectOf(event).aggregate === 'party' ? `Party${event.name}`.replace('PartyParty', 'Party') : event.name;
const nameOf = (event: EventClass) => `\`${nameIn(event)}\``;

const fieldList = (event: EventClass) =>
  fieldsOf(event)
    .map(({ name, optional, list }) => `\`${name}${list ? '[]' : ''}${optional ? '?' : ''}\``)
    .join(', ');
