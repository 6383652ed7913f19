/**
 * Tries until the attempt gives a truthy value or no longer throws, every 20 ms, at most `withinMs`.
 * `complaint` says what did not happen: it is the error after the time is up.
 */
export async function eventually<R>(
  attempt: () => R | Promise<R>,
  complaint: string,
  withinMs = 10_000,
): Promise<NonNullable<R>> {
  const until = performance.now() + withinMs;
  let last: unknown;
  for (;;) {
    try {
      const result = await attempt();
      if (result) return result;
      last = result;
    } catch (error) {
      last = error;
    }
    if (performance.now() > until)
      throw new Error(`${complaint} (last: ${last instanceof Error ? last.message : JSON.stringify(last)})`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
