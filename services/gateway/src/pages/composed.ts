import { Refusal } from '@linli/kernel';

/** A part that came, or one that did not and says so. */
export type PartOf<T> =
  (T & { readonly ok: true }) | { readonly missing: true; readonly code: string; readonly message: string };

export type Composed<P extends Readonly<Record<string, () => Promise<object>>>> = {
  readonly [Name in keyof P]: PartOf<Awaited<ReturnType<P[Name]>>>;
};

const LATE = new Refusal('deadline', 'page.part-late', '这一部分没有及时取得，请重新打开页面。');
const BROKEN = new Refusal('internal', 'page.part-failed', '这一部分无法显示，请重新打开页面。');

/**
 * Runs all parts of a page at the same time and waits for them at most `deadlineMs` (2,000 unless told). A part that is refused,
 * fails or is late does not hurt the others: it stands there as missing, with the code and sentence of its refusal.
 */
export async function composed<P extends Readonly<Record<string, () => Promise<object>>>>(
  parts: P,
  deadlineMs = 2_000,
): Promise<Composed<P>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Refusal>((done) => {
    timer = setTimeout(() => done(LATE), deadlineMs);
  });
  const entries = Object.entries(parts).map(
    async ([name, part]) => [name, shown(await Promise.race([settled(part), late]))] as const,
  );
  try {
    return Object.fromEntries(await Promise.all(entries)) as Composed<P>;
  } finally {
    clearTimeout(timer);
  }
}

async function settled(part: () => Promise<object>): Promise<object> {
  try {
    return await part();
  } catch (error) {
    return error instanceof Refusal && error.kind !== 'internal' ? error : BROKEN;
  }
}

function shown(outcome: object): PartOf<object> {
  if (outcome instanceof Refusal) return { missing: true, code: outcome.code, message: outcome.message };
  return { ...outcome, ok: true };
}
