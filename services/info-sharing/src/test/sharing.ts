import { ApplyForData, PlaceProject, ReviewDataRequest, SignDataRequest, type DataRequestView } from '@linli/contracts';
import { colleague, ServiceUnderTest, type Person } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { infoSharing } from '../service.js';

export const applicant = colleague('SALES_CONSULTANT');
export const head = colleague('DEPARTMENT_HEAD');
export const admin = colleague('SALES_ADMIN_DEPT');
export const director = colleague('SALES_DIRECTOR');
export const deputy = colleague('DEPUTY_GENERAL_MANAGER');
export const boss = colleague('GENERAL_MANAGER');

export const form = {
  purpose: '新盘推介',
  kinds: ['PROSPECT', 'OWNER'],
  sourceProjectIds: ['lakeside'],
  targetProjectIds: ['binjiang'],
  fields: ['NAME', 'PHONE'],
  requestedCount: 6000,
  useFrom: '2026-05-01',
  useTo: '2026-06-30',
};

export const step = ({ id, version }: DataRequestView) => ({ dataRequestId: id, version });

/** The department with its projects placed: three of one director, one of nobody, one of another company. */
export class Sharing {
  private purposes = 0;

  private constructor(readonly dept: ServiceUnderTest) {}

  static async open(): Promise<Sharing> {
    const dept = await ServiceUnderTest.start(AppModule, infoSharing);
    await dept.knows('terrace', 'overseas');
    const place = (projectId: string, company: string, directorId?: string) =>
      dept.ask(admin, PlaceProject, { projectId, company, ...(directorId ? { directorId } : {}) });
    await place('lakeside', '邻里置业');
    for (const projectId of ['binjiang', 'garden', 'terrace']) await place(projectId, '邻里置业', director.id);
    await place('overseas', '邻里国际');
    return new Sharing(dept);
  }

  /** A purpose that no other request has. */
  newPurpose(): string {
    this.purposes += 1;
    return `新盘推介第${this.purposes}场`;
  }

  /** A request up to the decision, for a purpose of its own unless told. */
  async reviewed(
    recordCount: number,
    more: Partial<typeof form> = {},
    by: Person = applicant,
  ): Promise<DataRequestView> {
    const made = await this.dept.ask(by, ApplyForData, { ...form, purpose: this.newPurpose(), ...more });
    const signed = await this.dept.ask(head, SignDataRequest, step(made));
    return this.dept.ask(admin, ReviewDataRequest, { ...step(signed), kinds: ['OWNER'], recordCount });
  }

  stop(): Promise<void> {
    return this.dept.stop();
  }
}
