import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { events, personKeepers, subjectOf, type EventClass } from '@linli/contracts';

export interface Reaction {
  readonly event: EventClass;
  readonly as: string;
}

/** What a department tells and what it does about the facts of others, as its sources say. */
export interface Voice {
  readonly service: string;
  readonly raised: readonly EventClass[];
  readonly reactions: readonly Reaction[];
  /** Whether it sends or takes files over the conduit: it handles some, or gives out papers. */
  readonly carriesFiles: boolean;
}

/** Services are the folders that have sources of their own; the journeys only test them. */
export function voicesOf(root: string): readonly Voice[] {
  const folders = readdirSync(join(root, 'services'), { withFileTypes: true });
  const shared = sharedReactions(root);
  return folders
    .filter((entry) => entry.isDirectory() && entry.name !== 'journeys')
    .map(({ name }) => {
      const own = sourcesIn(join(root, 'services', name, 'src'));
      const taken = shared.filter(({ exported }) => own.some((text) => exported.test(text)));
      return voiceOf(name, [...own, ...taken.map(({ text }) => text)]);
    })
    .sort((one, other) => one.service.localeCompare(other.service));
}

/** Reads `raise(…, Fact, …)` and `@On(Fact, { as: '…' })`. Error: a reaction to something that is no published event. */
export function voiceOf(service: string, sources: readonly string[]): Voice {
  const text = sources.join('\n');
  const raisedNames = new Set([...text.matchAll(/\braise\(\s*[^,]+,\s*(\w+)/g)].map(([, name]) => name));
  const raised = events.filter((event) => {
    const { service: owner, aggregate } = subjectOf(event);
    if (owner !== service) return false;
    // The party events are raised by the lib that keeps the persons of a service, those of letters by the one that takes them in.
    if (aggregate === 'party') return (personKeepers as readonly string[]).includes(service);
    return aggregate === 'work-contact-letter' ? /\btakesLetters\(/.test(text) : raisedNames.has(event.name);
  });
  const heard = [...text.matchAll(/@On\(\s*(\w+),\s*\{\s*as:\s*'([\w-]+)'/g)];
  const reactions = heard.flatMap(([, name = '', as = '']) => {
    const facts = events.filter((event) => event.name === name);
    if (facts.length === 0) throw new Error(`${service} reacts to ${name}, which is no published event`);
    return facts.map((event) => ({ event, as }));
  });
  const handlesFiles = /^import \{[^}]*\bFiles\b[^}]*\} from '@linli\/bus';$/m.test(text);
  const carriesFiles = handlesFiles || /^\s*papers: \[/m.test(text);
  return { service, raised: bySubject(raised), reactions: inOrder(reactions), carriesFiles };
}

/** Reactions that a lib holds for all who want them: a service takes them by naming what the file exports. */
function sharedReactions(root: string): readonly { readonly exported: RegExp; readonly text: string }[] {
  return readdirSync(join(root, 'libs'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, 'libs', entry.name, 'src')))
    .flatMap(({ name }) => sourcesIn(join(root, 'libs', name, 'src')))
    .filter((text) => /@On\(\s*\w+,\s*\{\s*as:/.test(text))
    .flatMap((text) => {
      const names = [...text.matchAll(/^export (?:const|class|function) (\w+)/gm)].map(([, name]) => name);
      return names.length === 0 ? [] : [{ exported: new RegExp(`\\b(${names.join('|')})\\b`), text }];
    });
}

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !/^(specs|test)\//.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8'));
}

const bySubject = (facts: readonly EventClass[]) =>
  [...facts].sort((one, other) => one.subject.localeCompare(other.subject));

function inOrder(reactions: readonly Reaction[]): readonly Reaction[] {
  const key = ({ event, as }: Reaction) => `${event.subject} ${as}`;
  return [...reactions].sort((one, other) => key(one).localeCompare(key(other)));
}
