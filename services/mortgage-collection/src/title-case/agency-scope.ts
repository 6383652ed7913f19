import type { EntityManager } from '@mikro-orm/postgresql';
import { load, mustOwnProject, type Actor } from '@linli/bus';
import { GetTitleCase, Role } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { TitleCase } from './title-case.js';

const staff = GetTitleCase.roles.filter((role) => role !== Role.TITLE_AGENCY);

/** The agency whose cases alone this actor sees: an agent's own company; undefined for the staff of the house. */
export const agencyOf = (by: Actor): string | undefined => (by.has(...staff) ? undefined : by.company);

/** The case with this id for its agency or the 主管部门 of its project; one that another agency has, or none yet, does not exist for an agent. */
export async function loadForAgent(em: EntityManager, id: string, by: Actor, version: number): Promise<TitleCase> {
  const agency = agencyOf(by);
  if (agency !== undefined && (await em.findOne(TitleCase, id))?.agency !== agency) throw noSuchCase();
  const found = await load(em, TitleCase, id, version);
  await mustOwnProject(by, found.projectId);
  return found;
}

export const noSuchCase = () => refuse.notFound('title-case.not-found', '没有这件小产权证办理记录，请核对编号。');
