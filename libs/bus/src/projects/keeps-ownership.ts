import { Controller, type Type } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import {
  ownershipContracts,
  ProjectOpened,
  ProjectSalesClosed,
  type HandedOverWork,
  type HandedOverWorkQuestion,
  type OwnershipService,
  type PageOf,
  type ProjectOwnershipQuestion,
  type ProjectOwnershipView,
} from '@linli/contracts';
import type { Actor } from '../actor.js';
import { Answers, On } from '../decorators.js';
import { page } from '../page.js';
import { Reader } from '../reader.js';
import { noSuchProject } from './no-such-project.js';

const KEEP = `insert into known_project (project_id, owner_department) values (?, ?) on conflict (project_id) do nothing`;

/** Closes a project here once; who closed it is no matter of this department. */
const TAKE_OVER = `
update known_project set from_department = owner_department, owner_department = ?, sales_closed_on = ?::date, taken_over_at = app_now()
where project_id = ? and sales_closed_on is null returning project_id`;

const OWNERSHIP = `
select k.project_id as "projectId", k.owner_department as "ownerDepartment", k.sales_closed_on::text as "salesClosedOn",
  k.from_department as "fromDepartment", (select count(*)::int from handed_over_work w where w.project_id = k.project_id) as tasks,
  (select coalesce(jsonb_agg(jsonb_build_object('subject', c.subject, 'tasks', c.many) order by c.subject), '[]')
   from (select subject, count(*)::int as many from handed_over_work w where w.project_id = k.project_id group by 1) c) as counts
from known_project k where k.project_id = $1`;

type OwnershipRow = { [F in keyof ProjectOwnershipView]: ProjectOwnershipView[F] | null } & { projectId: string };

/**
 * All that a service does about the ownership of projects: it keeps a copy of them, and at 封盘 writes its open work into one record of
 * what the next 主管部门 has taken over. `openWork` is SQL of (id, subject, state, room) of the project `p.id`. Into its module, beside
 * `ownershipTables`, instead of `keepsProjects` [REQ-108, REQ-326].
 */
export function keepsOwnership(service: OwnershipService, openWork: string): readonly Type[] {
  const { GetProjectOwnership, FindHandedOverWork } = ownershipContracts[service];
  const record = `insert into handed_over_work (project_id, id, subject, state, room)
    select p.id, w.id, w.subject, w.state, w.room from (select ?::text as id) p cross join lateral (${openWork}) w on conflict do nothing`;

  @Controller()
  class KeepProject {
    constructor(private readonly em: EntityManager) {}

    @On(ProjectOpened, { as: 'keep-project' })
    async opened({ projectId, ownerDepartment, salesClosedOn }: ProjectOpened): Promise<void> {
      const em = this.em.getContext();
      await em.execute(KEEP, [projectId, salesClosedOn ? 'PROJECT_DEPT' : ownerDepartment]);
      if (salesClosedOn) await this.takeOver(projectId, ownerDepartment, salesClosedOn);
    }

    @On(ProjectSalesClosed, { as: 'take-over-project' })
    async closed({ projectId, closedOn, ownerDepartment }: ProjectSalesClosed): Promise<void> {
      await this.em.getContext().execute(KEEP, [projectId, 'PROJECT_DEPT']); // opened before anybody was told of it
      await this.takeOver(projectId, ownerDepartment ?? 'CUSTOMER_AFFAIRS_DEPT', closedOn);
    }

    private async takeOver(projectId: string, owner: string, closedOn: string): Promise<void> {
      const em = this.em.getContext();
      const taken = await em.execute<object[]>(TAKE_OVER, [owner, closedOn, projectId]);
      if (taken.length === 0) return; // it was handed over before
      await em.execute(record, [projectId]);
    }
  }

  @Controller()
  class TellProjectOwnership {
    constructor(private readonly reader: Reader) {}

    @Answers(GetProjectOwnership)
    async get({ projectId }: ProjectOwnershipQuestion, by: Actor): Promise<ProjectOwnershipView> {
      by.mustSee(projectId, 'project');
      const row = await this.reader.one<OwnershipRow>(OWNERSHIP, [projectId]);
      if (!row) throw noSuchProject();
      return Object.fromEntries(
        Object.entries(row).filter(([, value]) => value !== null),
      ) as unknown as ProjectOwnershipView;
    }

    @Answers(FindHandedOverWork)
    find({ projectId, cursor, limit }: HandedOverWorkQuestion, by: Actor): Promise<PageOf<HandedOverWork>> {
      by.mustSee(projectId, 'project');
      return page(this.reader, {
        select: 'w.id, w.subject, w.state, w.room from handed_over_work w',
        where: { 'w.project_id = ?': projectId },
        newestFirst: 'w.id',
        cursor,
        limit,
        view: ({ room, ...work }: HandedOverWork & { room?: string | null }) => ({
          ...work,
          ...(room ? { room } : {}),
        }),
      });
    }
  }

  return [KeepProject, TellProjectOwnership];
}
