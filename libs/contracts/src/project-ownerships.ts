import { Day, Id, Int, OneOf, Parts, Text, type MessageClass } from './fields.js';
import { lifeReaders } from './life.js';
import { PageQuery, pageOf, type PageOf, type QueryClass } from './message.js';
import { ownerDepartments } from './sales-office/events.js';

/** Services whose open work is the 主管部门's, and so is handed over at 封盘 (X6). */
export const ownershipServices = ['complaints', 'mortgage-collection'] as const;
export type OwnershipService = (typeof ownershipServices)[number];

export class HandedOverCount {
  @Text({ max: 60, description: 'kind of the open work' }) subject!: string;
  @Int() tasks!: number;
}

/** 主管部门 of a project as this department knows it, with the record of what was handed over to it at 封盘. */
export class ProjectOwnershipView {
  @Text() projectId!: string;
  @OneOf(ownerDepartments, { description: '主管部门' }) ownerDepartment!: string;
  @Day({ optional: true, description: '封盘日期' }) salesClosedOn?: string;
  @OneOf(ownerDepartments, { optional: true, description: '移交部门' }) fromDepartment?: string;
  @Int({ description: '移交事项' }) tasks!: number;
  @Parts(() => HandedOverCount, { max: 20 }) counts!: HandedOverCount[];
}

export class HandedOverWork {
  @Id() id!: string;
  @Text({ max: 60 }) subject!: string;
  @Text({ max: 60, description: '状态 at the hand-over' }) state!: string;
  @Text({ max: 40, optional: true, description: '房号' }) room?: string;
}

export class ProjectOwnershipQuestion {
  @Text({ max: 64 }) projectId!: string;
}

export class HandedOverWorkQuestion extends PageQuery {
  @Text({ max: 64 }) projectId!: string;
}

export interface OwnershipContracts {
  readonly GetProjectOwnership: QueryClass<ProjectOwnershipQuestion, ProjectOwnershipView>;
  readonly FindHandedOverWork: QueryClass<HandedOverWorkQuestion, PageOf<HandedOverWork>>;
}

const pascal = (kebab: string) => kebab.replace(/(^|-)(\w)/g, (_all, _dash, letter: string) => letter.toUpperCase());

function ownershipIn(service: OwnershipService): OwnershipContracts {
  class GetProjectOwnership extends ProjectOwnershipQuestion {
    static readonly subject = `qry.${service}.project-ownership.get` as const;
    static readonly http = `GET /project-ownerships/${service}/:projectId` as const;
    static readonly roles = lifeReaders;
    static readonly reply: MessageClass<ProjectOwnershipView> = ProjectOwnershipView;
    static readonly summary = '主管部门与封盘移交记录';
  }
  class FindHandedOverWork extends HandedOverWorkQuestion {
    static readonly subject = `qry.${service}.project-ownership.work` as const;
    static readonly http = `GET /project-ownerships/${service}/:projectId/work` as const;
    static readonly roles = lifeReaders;
    static readonly reply: MessageClass<PageOf<HandedOverWork>> = pageOf(HandedOverWork);
    static readonly summary = '封盘移交记录:移交事项';
  }
  // The API page tells the questions of the services apart by the names of their classes.
  Object.defineProperty(GetProjectOwnership, 'name', { value: `GetProjectOwnershipIn${pascal(service)}` });
  Object.defineProperty(FindHandedOverWork, 'name', { value: `FindHandedOverWorkIn${pascal(service)}` });
  return { GetProjectOwnership, FindHandedOverWork };
}

/** What is asked about who owns a project, one set for each service whose open work is handed over. */
export const ownershipContracts: { readonly [S in OwnershipService]: OwnershipContracts } = {
  complaints: ownershipIn('complaints'),
  'mortgage-collection': ownershipIn('mortgage-collection'),
};
