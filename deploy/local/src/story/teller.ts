import { roleNames, type Role } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import type { Desk } from '@linli/testing/desk';
import type { DemoPerson, Desks } from '../demo/desks.js';
import { effect } from '../demo/office.js';
import { pad } from '../runner/table.js';

const DEPARTMENT = 14;
const PERSON = 24;

/** Tells the story line by line: the day, the department, who does it, what is done and what changes by it. */
export class Teller {
  private constructor(
    private readonly desks: Desks,
    private readonly people: ReadonlyMap<string, DemoPerson>,
    private readonly say: (line: string) => void,
  ) {}

  static async begin(desks: Desks, say: (line: string) => void): Promise<Teller> {
    const people = await desks.people();
    return new Teller(desks, new Map(people.map((person) => [person.id, person])), say);
  }

  chapter(title: string): void {
    this.say(`\n■ ${title}`);
  }

  /** This person does something at his desk; `changed` says what it changed. */
  async does<R>(
    person: string,
    what: string,
    act: (desk: Desk) => Promise<R>,
    changed: (result: R) => string,
  ): Promise<R> {
    const result = await act(this.desks.of(person));
    this.line(this.departmentOf(person), this.nameOf(person), what, changed(result));
    return result;
  }

  /** What another department does on its own, as this person sees it there. */
  async follows<R>(
    department: string,
    what: string,
    person: string,
    look: (desk: Desk) => Promise<R | undefined>,
    changed: (result: R) => string,
  ): Promise<R> {
    const result = await effect(what, () => look(this.desks.of(person)));
    this.line(department, '↳ 自动', what, changed(result));
    return result;
  }

  private line(department: string, who: string, what: string, changed: string): void {
    this.say(`  ${dayOf(new Date())}  ${pad(department, DEPARTMENT)}${pad(who, PERSON)}${what}  →  ${changed}`);
  }

  private departmentOf(person: string): string {
    return this.people.get(person)?.department ?? '';
  }

  private nameOf(person: string): string {
    const { name, roles } = this.people.get(person) ?? { name: person, roles: [] };
    return `${name}(${roles.map((role) => roleNames[role as Role]).join('、')})`;
  }
}
