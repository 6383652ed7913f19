import { Bool, Day, Decimal, Fen, Id, Int, OneOf, Parts, Text, Texts, Version } from '../fields.js';
import { lifeReaders } from '../life.js';
import { pageOf } from '../message.js';
import { Role } from '../roles.js';
import { unitStates } from './unit.js';

export const projectStates = ['ON_SALE', 'SALES_CLOSED'] as const;

export class ProjectView {
  @Text({ description: '项目编号: the projectId of everything in the project' }) id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(projectStates) state!: string;
  @Text({ description: '项目名称' }) name!: string;
  @Text({ optional: true, description: '城市' }) city?: string;
  @Int({ description: '签约期限: days from the 认购书 to signBy' }) signingTermDays!: number;
  @Int({ description: '房位确认单 without 定金: days it holds the unit' }) holdDays!: number;
  @Text({ description: '下班时间: when the log of calls and visits must be handed in' }) dailyCutOff!: string;
  @Text({ description: '主管部门: who owns customer relations, another one after 封盘' }) ownerDepartment!: string;
  @Day({ optional: true, description: '封盘日期' }) salesClosedOn?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

export class OpenProject {
  static readonly subject = 'cmd.sales-office.project.open';
  static readonly http = 'POST /projects';
  static readonly status = 201;
  static readonly roles = [Role.SALES_MANAGER, Role.INVENTORY_CONTROLLER] as const;
  static readonly reply = ProjectView;
  static readonly summary = '新建项目';

  /** Becomes the projectId: lower-case letters, digits and dashes. */
  @Text({ max: 40, pattern: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, like: 'haitang-1' }) code!: string;
  @Text({ max: 60 }) name!: string;
  @Text({ max: 60, optional: true }) city?: string;
  @Int({ min: 1, max: 365, optional: true }) signingTermDays?: number;
  @Int({ min: 1, max: 365, optional: true }) holdDays?: number;
  /** 18:00 unless told. */
  @Text({ max: 5, optional: true, pattern: /^([01]\d|2[0-3]):[0-5]\d$/, like: '18:00' }) dailyCutOff?: string;
}

export class GetProject {
  static readonly subject = 'qry.sales-office.project.get';
  static readonly http = 'GET /projects/:projectId';
  static readonly roles = lifeReaders;
  static readonly services = ['complaints', 'mortgage-collection', 'client-club', 'info-sharing'];
  static readonly reply = ProjectView;
  static readonly summary = '项目:一个';

  @Text({ max: 64 }) projectId!: string;
}

/** All projects the asker works for, by code; a company has fewer than a page of them. */
export class FindProjects {
  static readonly subject = 'qry.sales-office.project.find';
  static readonly http = 'GET /projects';
  static readonly roles = lifeReaders;
  static readonly reply = pageOf(ProjectView);
  static readonly summary = '项目:一览';

  @OneOf(projectStates, { optional: true }) state?: string;
}

/** 封盘: sales of the project end, once. */
export class CloseSales {
  static readonly subject = 'cmd.sales-office.project.close-sales';
  static readonly http = 'POST /projects/:projectId/close-sales';
  static readonly roles = [Role.SALES_MANAGER, Role.COMPANY_SALES_DEPT] as const;
  static readonly reply = ProjectView;
  static readonly summary = '封盘';

  @Text({ max: 64 }) projectId!: string;
  @Version() version!: number;
}

export class BoardUnit {
  @Id() unitId!: string;
  @Text({ description: '房号: building-unit-room' }) room!: string;
  @Text({ description: '单元' }) unit!: string;
  @Text() roomNo!: string;
  @Text({ optional: true, description: '户型' }) layout?: string;
  @Decimal({ description: '建筑面积' }) areaM2!: number;
  @Fen({ description: '总价' }) totalPriceFen!: number;
  @OneOf(unitStates) state!: string;
}

export class BoardFloor {
  @Int({ min: -9 }) floor!: number;
  @Parts(() => BoardUnit, { max: 200 }) units!: BoardUnit[];
}

export class BoardBuilding {
  @Text({ description: '楼栋' }) building!: string;
  /** Top floor first, the units of a floor by staircase and room. */
  @Parts(() => BoardFloor, { max: 200 }) floors!: BoardFloor[];
}

export class StateCount {
  @OneOf(unitStates) state!: string;
  @Int() units!: number;
}

/** The board in the sales hall: every unit in its state of this moment. */
export class UnitBoardView {
  @Text() projectId!: string;
  @Bool({ description: '已封盘' }) salesClosed!: boolean;
  @Parts(() => BoardBuilding) buildings!: BoardBuilding[];
  @Parts(() => StateCount) counts!: StateCount[];
}

export class GetUnitBoard {
  static readonly subject = 'qry.sales-office.project.board';
  static readonly http = 'GET /projects/:projectId/board';
  static readonly roles = lifeReaders;
  static readonly reply = UnitBoardView;
  static readonly summary = '销控板:楼层 × 房号';

  @Text({ max: 64 }) projectId!: string;
  /** All buildings unless told; a project of more than 2,000 units must be asked by building. */
  @Text({ max: 20, optional: true }) building?: string;
}
