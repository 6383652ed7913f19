import type { EntityManager } from '@mikro-orm/postgresql';
import {
  fieldsOf,
  GetProject,
  ProjectOpened,
  type CommandClass,
  type FieldMeta,
  type MessageClass,
} from '@linli/contracts';
import { Refusal } from '@linli/kernel';
import type { Ask } from '../ask.js';
import { inWork } from '../in-work.js';
import type { Registered } from '../server.js';
import { noSuchProject } from './no-such-project.js';

const ANSWER_WITHIN_MS = 2_000;

export interface KnownProjectsOptions {
  readonly service: string;
  readonly em: EntityManager;
  readonly ask: Ask;
  readonly reactions: readonly Registered<'reaction'>[];
}

/**
 * The projects that this department knows: a command that names another one is refused. They are known by heart, for a project is never
 * deleted. A code that is not is looked up in the department's copy, which another replica may have filled; one that is missing there as
 * well, opened a moment ago or before there was a copy, is asked of the sales office and kept as if its news had come.
 */
export class KnownProjects {
  private readonly byHeart = new Set<string>();
  private readonly keep: Registered<'reaction'> | undefined;

  constructor(private readonly options: KnownProjectsOptions) {
    this.keep = options.reactions.find(({ extras }) => extras.event === ProjectOpened);
  }

  /** Refuses `project.not-found` for a message of this command; undefined for a command that names no project. Error without a copy. */
  guard(command: CommandClass): ((message: object) => Promise<void> | undefined) | undefined {
    const codesIn = codesOf(command);
    if (!codesIn) return undefined;
    if (!this.keep)
      throw new Error(`${command.name} names a project and ${this.options.service} keeps no copy of them.`);
    return (message) => {
      const unknown = codesIn(message).filter((code) => !this.byHeart.has(code));
      return unknown.length > 0 ? this.mustKnow(unknown) : undefined;
    };
  }

  private async mustKnow(codes: readonly string[]): Promise<void> {
    const rows = await this.options.em.fork().execute<{ id: string }[]>('select project_id as id from known_project');
    for (const { id } of rows) this.byHeart.add(id);
    for (const code of new Set(codes)) if (!this.byHeart.has(code)) await this.learn(code);
  }

  private async learn(projectId: string): Promise<void> {
    const { service, em } = this.options;
    const { ownerDepartment, salesClosedOn } = await this.told(projectId);
    const opened = { projectId, ownerDepartment, ...(salesClosedOn ? { salesClosedOn } : {}) };
    await inWork(em, { service, action: 'keep-project' }, () => this.keep!.invoke(opened, undefined));
    this.byHeart.add(projectId);
  }

  private async told(projectId: string) {
    try {
      return await this.options.ask.ask(GetProject, { projectId }, { timeoutMs: ANSWER_WITHIN_MS });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.kind === 'not-found') throw noSuchProject();
      throw new Refusal('unavailable', 'project.not-checked', '暂时无法核对这个项目编号，请稍后再试。', {
        retryable: true,
      });
    }
  }
}

type Codes = (message: object) => string[];

/** What reads the codes of all projects that a message of this class names; undefined for a class that has no place for one. */
function codesOf(message: MessageClass): Codes | undefined {
  const readers = fieldsOf(message).flatMap((field): Codes[] => {
    const within = field.project ? (value: unknown) => [value as string] : partsOf(field);
    return within ? [(each) => valuesOf(each, field).flatMap((value) => within(value as never))] : [];
  });
  return readers.length > 0 ? (each) => readers.flatMap((read) => read(each)) : undefined;
}

const partsOf = ({ of }: FieldMeta): Codes | undefined => (of ? codesOf(of()) : undefined);

function valuesOf(message: object, { name }: FieldMeta): unknown[] {
  const value = (message as Record<string, unknown>)[name];
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
