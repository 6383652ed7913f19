import type { EntityManager } from '@mikro-orm/postgresql';
import type { EntityName } from '@mikro-orm/core';
import { Refusal, refuse } from '@linli/kernel';
import { currentWork } from './work.js';

const kebab = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();

/**
 * The aggregate with this id. Refuses `<aggregate>.not-found` when there is none or it belongs to a project that the
 * actor does not see (one without a project is everybody's), and `<aggregate>.stale-version` (412) when it is not in the version the sender has seen.
 */
export async function load<E extends { id: string }>(
  em: EntityManager,
  entity: EntityName<E> & { readonly name: string },
  id: string,
  version?: number,
): Promise<E> {
  const found: E | null = await em.findOne<E>(entity, id as never);
  const name = kebab(entity.name);
  if (!found) throw refuse.notFound(`${name}.not-found`, '没有这条记录，请核对编号。');
  const { projectId, version: current } = found as { projectId?: string | null; version?: number };
  if (projectId !== undefined && projectId !== null) currentWork().surroundings.actor.mustSee(projectId, name);
  if (version !== undefined && current !== version) {
    throw new Refusal('stale', `${name}.stale-version`, '该记录已被他人修改，请刷新后重新修改。', {
      details: { version: current },
    });
  }
  return found;
}
