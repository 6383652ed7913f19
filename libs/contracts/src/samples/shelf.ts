import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MessageClass } from '../fields.js';
import { sampleOf, shapeOf } from './sample.js';

export interface Sample {
  readonly file: string;
  readonly subject: string;
  readonly payload: unknown;
}

type Message = MessageClass & { readonly subject: string };

/** Every sample that was ever written into the folder. */
export function samplesIn(folder: string): readonly Sample[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({
      file,
      subject: file.replace(/\.\d+\.json$/, ''),
      payload: JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown,
    }));
}

/** The samples that a message still needs: of its shape with all fields, and with the mandatory ones only. */
export function missingSamples(message: Message, samples: readonly Sample[]): readonly object[] {
  const shapes = new Set(samples.filter(({ subject }) => subject === message.subject).map((each) => shapeOf(each.payload)));
  const missing: object[] = [];
  for (const which of ['all', 'mandatory'] as const) {
    const sample = sampleOf(message, which);
    if (!shapes.has(shapeOf(sample))) missing.push(sample);
    shapes.add(shapeOf(sample));
  }
  return missing;
}

/** Writes what is missing under the next free numbers and answers with the names; a file that is there stays as it is. */
export function writeMissing(messages: readonly Message[], folder: string): readonly string[] {
  const samples = samplesIn(folder);
  return messages.flatMap((message) => {
    const numbers = samples
      .filter(({ subject }) => subject === message.subject)
      .map(({ file }) => Number(/\.(\d+)\.json$/.exec(file)?.[1] ?? 0));
    let last = Math.max(0, ...numbers);
    return missingSamples(message, samples).map((sample) => {
      last += 1;
      const file = `${message.subject}.${last}.json`;
      writeFileSync(join(folder, file), `${JSON.stringify(sample, null, 2)}\n`, { flag: 'wx' });
      return file;
    });
  });
}
