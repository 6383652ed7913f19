import { departments, subjectOf } from '@linli/contracts';
import type { Voice } from '../docs/scan.js';

/** What the broker holds beside its users: one stream for each department, one durable for each that listens to another. */
export interface Topology {
  /** Departments with a stream of their own events. */
  readonly streams: readonly string[];
  readonly consumers: readonly { readonly consumer: string; readonly producer: string }[];
}

/** The departments whose events a voice reacts to. */
export const producersOf = ({ reactions }: Voice): readonly string[] =>
  [...new Set(reactions.map(({ event }) => subjectOf(event).service))].sort();

/** The topology that the sources ask for. */
export function topologyOf(voices: readonly Voice[]): Topology {
  return {
    streams: [...departments].sort(),
    consumers: voices.flatMap((voice) => producersOf(voice).map((producer) => ({ consumer: voice.service, producer }))),
  };
}
