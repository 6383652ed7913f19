import { Id, Instant, ProjectCode, Text } from '../fields.js';
import { PageQuery, pageOf } from '../message.js';
import { Role } from '../roles.js';

/** To which company of the group a project belongs, and which sales director is in charge of it. */
export class ProjectPlacementView {
  @Id() id!: string;
  @Text() projectId!: string;
  @Text({ description: '所属公司' }) company!: string;
  @Text({ optional: true, description: '所辖销售总监' }) directorId?: string;
  @Instant() placedAt!: string;
  @Text() placedBy!: string;
}

export class PlaceProject {
  static readonly subject = 'cmd.info-sharing.project-placement.place';
  static readonly http = 'POST /project-placements';
  static readonly status = 201;
  static readonly roles = [Role.SALES_ADMIN_DEPT, Role.GENERAL_MANAGER] as const;
  static readonly reply = ProjectPlacementView;
  static readonly summary = '项目归属:所属公司与所辖销售总监,后登记者有效';

  @ProjectCode() projectId!: string;
  @Text({ max: 100 }) company!: string;
  @Text({ min: 1, max: 100, optional: true, description: 'user id of the sales director' }) directorId?: string;
}

export class FindProjectPlacements extends PageQuery {
  static readonly subject = 'qry.info-sharing.project-placement.find';
  static readonly http = 'GET /project-placements';
  static readonly roles = [
    Role.SALES_ADMIN_DEPT,
    Role.SALES_DIRECTOR,
    Role.DEPUTY_GENERAL_MANAGER,
    Role.GENERAL_MANAGER,
    Role.DEPARTMENT_HEAD,
    Role.DEPARTMENT_SUPERVISOR,
  ] as const;
  static readonly reply = pageOf(ProjectPlacementView);
  static readonly summary = '项目归属:一览';

  @Text({ max: 64, optional: true }) projectId?: string;
}
