import type { Role } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import type { Actor } from '../actor.js';
import { currentWork } from '../work.js';

const names: Readonly<Record<string, string>> = { PROJECT_DEPT: '项目部', CUSTOMER_AFFAIRS_DEPT: '客户事务部' };

/**
 * Lets only the 主管部门 of the project act where either department could: 项目部 before 封盘, 客户事务部 after it (X6). Whoever acts in
 * another role, and whatever project was not heard of yet, is let through. Refuses `project.not-owner`.
 */
export async function mustOwnProject(by: Actor, projectId: string): Promise<void> {
  const held = Object.keys(names).filter((department) => by.has(department as Role));
  if (held.length === 0) return;
  const [known] = await currentWork().em.execute<{ owner: string }[]>(
    'select owner_department as owner from known_project where project_id = ?',
    [projectId],
  );
  if (!known || held.includes(known.owner)) return;
  const owner = names[known.owner] ?? known.owner;
  throw refuse.forbidden('project.not-owner', `该项目的主管部门现在是${owner}，请交由${owner}办理。`);
}
