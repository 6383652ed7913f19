import { roleNames, type Role } from '@linli/contracts';
import type { Person } from './test-issuer.js';

/** Projects that every department has heard of when a spec begins. */
export const projectsOfCast = ['binjiang', 'riverside', 'lakeside', 'xihu', 'garden'] as const;

const people = new Map<Role, Person>();

/** The colleague with this role: always the same one, who sees every project. */
export function colleague(role: Role): Person {
  const known = people.get(role);
  if (known) return known;
  const person = { id: role.toLowerCase().replaceAll('_', '-'), name: roleNames[role], roles: [role] };
  people.set(role, person);
  return person;
}

/** A second colleague with the role: for twins, rivals and approvers that must not be the applicant. */
export function another(role: Role): Person {
  const { id, name, roles } = colleague(role);
  return { id: `${id}-2`, name: `${name}乙`, roles };
}

/** A colleague with the role who works for other projects only. */
export function stranger(role: Role): Person {
  const { id, name, roles } = colleague(role);
  return { id: `${id}-elsewhere`, name: `${name}丙`, roles, projects: ['elsewhere'] };
}
