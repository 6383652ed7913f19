import { events, read, requests, type MessageClass } from '@linli/contracts';

export interface OldSample {
  readonly file: string;
  readonly payload: unknown;
}

type Message = MessageClass & { readonly subject: string };

/** What the classes of this build do not understand of the messages that the release before sends, a sentence each. */
export function messageBreaks(
  samples: readonly OldSample[],
  today: readonly Message[] = [...requests, ...events],
): readonly string[] {
  return samples.flatMap(({ file, payload }) => {
    const subject = file.replace(/\.\d+\.json$/, '');
    const message = today.find((each) => each.subject === subject);
    if (!message) return [`${file}: ${subject} is gone`];
    const result = read(message, payload);
    return 'value' in result ? [] : result.flaws.map(({ field, problem }) => `${file}: ${field}: ${problem}`);
  });
}
