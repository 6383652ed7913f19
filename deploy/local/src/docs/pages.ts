import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { departments } from '@linli/contracts';
import { scalingOf } from '../broker/scaling.js';
import { topologyOf } from '../broker/topology.js';
import { brokerUsers, usersConf } from '../broker/users.js';
import { eventCatalogue } from './asyncapi.js';
import { eventsBlock, flowsBlock } from './blocks.js';
import { voicesOf } from './scan.js';

export interface Page {
  readonly file: string;
  /** What stands in the file; with `mended` it is up to date. */
  readonly text: string;
  readonly mended: string;
}

/** The READMEs that are there, each with its generated block, and the whole files of the broker, as the sources of today give them. */
export function pagesIn(root: string): readonly Page[] {
  const voices = voicesOf(root);
  const wanted = [
    ...voices.map((voice) => ({
      file: join('services', voice.service, 'README.md'),
      marker: 'events' as const,
      block: eventsBlock(voice),
    })),
    { file: 'README.md', marker: 'flows' as const, block: flowsBlock(voices) },
  ];
  const whole = [
    { file: join('deploy', 'nats', 'users.conf'), mended: usersConf(brokerUsers(voices)) },
    {
      file: join('libs', 'contracts', 'asyncapi.json'),
      mended: `${JSON.stringify(eventCatalogue(voices), null, 2)}\n`,
    },
    { file: join('deploy', 'nats', 'topology.json'), mended: `${JSON.stringify(topologyOf(voices), null, 2)}\n` },
    ...voices
      .filter(({ service }) => (departments as readonly string[]).includes(service))
      .map((voice) => ({
        file: join('deploy', 'kubernetes', 'departments', voice.service, 'scaling.yaml'),
        mended: scalingOf(voice),
      })),
  ].map(({ file, mended }) => {
    const path = join(root, file);
    return { file, text: existsSync(path) ? readFileSync(path, 'utf8') : '', mended };
  });
  const blocks = wanted
    .filter(({ file }) => existsSync(join(root, file)))
    .map(({ file, marker, block }) => {
      const text = readFileSync(join(root, file), 'utf8');
      return { file, text, mended: withBlock(text, marker, block) };
    });
  return [...blocks, ...whole];
}

/**
 * The text with the block between its markers. A text without markers gets them at the end of its section on events.
 * Error: only one marker is there.
 */
export function withBlock(text: string, marker: 'events' | 'flows', block: string): string {
  const [begin, end] = [`<!-- ${marker}:begin -->`, `<!-- ${marker}:end -->`];
  const filled = `${begin}\n\n${block}\n\n${end}`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from >= 0 && to > from) return `${text.slice(0, from)}${filled}${text.slice(to + end.length)}`;
  if (from >= 0 || to >= 0)
    throw new Error(`only one of ${begin} and ${end} is there, or they stand the wrong way round`);
  const heading = text.indexOf('\n## Events\n');
  if (heading < 0) return `${text.trimEnd()}\n\n## Events\n\n${filled}\n`;
  const next = text.indexOf('\n## ', heading + 1);
  const rest = next < 0 ? '' : text.slice(next);
  return `${text.slice(0, next < 0 ? undefined : next).trimEnd()}\n\n${filled}\n${rest}`;
}
