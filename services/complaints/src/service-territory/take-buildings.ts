import type { EntityManager } from '@mikro-orm/postgresql';
import { whenNotUnique } from '@linli/bus';
import { refuse } from '@linli/kernel';
import type { ServiceTerritory } from './service-territory.js';

whenNotUnique('territory_building_once', () =>
  refuse.conflict('service-territory.building-taken', '有的楼栋已属于其他服务地域，请先重新设置那个地域。'),
);
whenNotUnique('service_territory_name', () =>
  refuse.conflict('service-territory.name-taken', '该项目已有同名的服务地域。'),
);

/** Gives the territory its buildings, and back those that it had. Refuses `service-territory.building-taken`. */
export async function takeBuildings(
  em: EntityManager,
  { id, projectId, state, buildings }: ServiceTerritory,
): Promise<void> {
  await em.flush();
  await em.execute('delete from territory_building where territory_id = ?', [id]);
  if (state !== 'SET') return;
  await em.execute(
    'insert into territory_building (project_id, building, territory_id) select ?, b, ? from jsonb_array_elements_text(?::jsonb) b',
    [projectId, id, JSON.stringify(buildings)],
  );
}
