import { defineEntity, p } from '@mikro-orm/core';
import { ProjectOpened, ProjectSalesClosed, type OpenProject } from '@linli/contracts';
import { raise, refuse, type Day } from '@linli/kernel';
import { projectWorkflow, type ProjectState } from './project.workflow.js';

const ProjectSchema = defineEntity({
  name: 'Project',
  tableName: 'project',
  properties: {
    id: p.text().primary(),
    version: p.integer().version(),
    state: p.text().$type<ProjectState>(),
    name: p.text(),
    city: p.text().nullable(),
    signingTermDays: p.integer(),
    holdDays: p.integer(),
    dailyCutOff: p.text(),
    ownerDepartment: p.text(),
    salesClosedOn: p.date().nullable(),
  },
});

/** 项目: what is sold here, and the terms a sale begins with. Its code is its id and the projectId of all others. */
export class Project extends ProjectSchema.class {
  static open(form: OpenProject, usual: { signingTermDays: number; holdDays: number }): Project {
    const project = Object.assign(new Project(), {
      id: form.code,
      state: projectWorkflow.initial,
      name: form.name,
      city: form.city ?? null,
      signingTermDays: form.signingTermDays ?? usual.signingTermDays,
      holdDays: form.holdDays ?? usual.holdDays,
      dailyCutOff: form.dailyCutOff ?? '18:00',
      ownerDepartment: 'PROJECT_DEPT',
      salesClosedOn: null,
    });
    raise(project, ProjectOpened, { projectId: project.id, ownerDepartment: project.ownerDepartment });
    return project;
  }

  /** 封盘: customer relations pass to customer affairs [REQ-108]. */
  closeSales(on: Day): void {
    this.state = projectWorkflow.move(this.state, 'closeSales');
    this.salesClosedOn = on;
    this.ownerDepartment = 'CUSTOMER_AFFAIRS_DEPT';
    raise(this, ProjectSalesClosed, { projectId: this.id, closedOn: on, ownerDepartment: this.ownerDepartment });
  }

  mustSell(): void {
    if (this.state !== 'ON_SALE') throw refuse.rule('project.sales-closed', '项目已封盘，不能再开具房位确认单。');
  }
}

ProjectSchema.setClass(Project);
