import { refuse } from '@linli/kernel';
import type { Role } from '@linli/contracts';

/** Who acts: a person with a verified token, or a service. */
export class Actor {
  constructor(
    readonly id: string,
    readonly name: string,
    readonly roles: readonly Role[],
    /** Codes of the projects the person works for; `*` is the whole company. */
    readonly projects: readonly string[],
    readonly company: string,
    readonly department: string,
    /** Name of the service, when no person acts. */
    readonly service?: string,
  ) {}

  static service(name: string): Actor {
    return new Actor(`service:${name}`, name, [], ['*'], '', '', name);
  }

  /** Somebody without a token, who holds what the request is asked with: he sees no project. */
  static visitor(): Actor {
    return new Actor('visitor', '客户', [], [], '', '');
  }

  has(...roles: readonly Role[]): boolean {
    return roles.some((role) => this.roles.includes(role));
  }

  sees(projectId: string): boolean {
    return this.projects.includes('*') || this.projects.includes(projectId);
  }

  get seesAll(): boolean {
    return this.projects.includes('*');
  }

  /** Another project's row does not exist for this actor: refuses as not found (404). */
  mustSee(projectId: string, aggregate: string): void {
    if (!this.sees(projectId)) throw refuse.notFound(`${aggregate}.not-found`, '没有这条记录，请核对编号。');
  }
}
