import type { EntityManager } from '@mikro-orm/postgresql';
import { load, type Actor } from '@linli/bus';
import { Project } from './project.js';

/** The project of this code; refuses `project.not-found` when there is none or the actor does not work for it. */
export async function loadProject(em: EntityManager, code: string, by: Actor, version?: number): Promise<Project> {
  by.mustSee(code, 'project');
  return load(em, Project, code, version);
}
