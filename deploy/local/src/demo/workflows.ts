import { readFile, glob } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The states of an aggregate as its table of steps says. */
export interface Found {
  readonly name: string;
  readonly states: readonly string[];
}

const TABLE = /\bworkflow\(\{/;

/** Every workflow of the checkout, read where it stands, by its name. */
export async function workflowsOf(root: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for await (const file of glob('{services,libs}/*/src/**/*.ts', { cwd: root })) {
    if (file.includes('.spec.') || !TABLE.test(await readFile(join(root, file), 'utf8'))) continue;
    const module = (await import(pathToFileURL(join(root, file)).href)) as Readonly<Record<string, unknown>>;
    for (const each of Object.values(module)) if (isWorkflow(each)) found.set(each.name, each.states);
  }
  return found;
}

const isWorkflow = (value: unknown): value is Found =>
  typeof value === 'object' && value !== null && 'states' in value && 'initial' in value && 'move' in value;
