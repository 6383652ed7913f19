import { roleNames, type ApproverRole, type MatrixDecision, type MatrixLine, type Role } from '@linli/contracts';
import { approverIn, assertDecides, dayOf, Refusal, type AuthorityFacts, type Undecided } from '@linli/kernel';
import type { Actor } from '../actor.js';
import { now } from '../use-case.js';
import { currentWork } from '../work.js';

/** Who decides, and the version of the matrix that says so; a request keeps both. */
export interface Authority {
  readonly approverRole: ApproverRole;
  readonly matrixVersion: number;
}

/**
 * The role that decides on this, by the matrix in force today or by a version that a request was submitted under. Refuses
 * `authority-matrix.undecided` for a matter that the matrix does not know.
 */
export async function approverFor(
  decision: MatrixDecision,
  facts: AuthorityFacts = {},
  under: { readonly matrixVersion?: number } = {},
): Promise<Authority> {
  const { matrixVersion, rules } = await matrixInForce(under.matrixVersion);
  return { approverRole: approverIn(rules, decision, facts) as ApproverRole, matrixVersion };
}

/** The table that holds today: the highest version whose day has come; or a version by its number. */
export async function matrixInForce(
  matrixVersion?: number,
): Promise<{ readonly matrixVersion: number; readonly rules: readonly MatrixLine[] }> {
  const [row] = await currentWork().em.execute<{ matrix_version: number; rules: MatrixLine[] }[]>(
    `select matrix_version, rules from authority_matrix where ${matrixVersion === undefined ? 'valid_from <= ?' : 'matrix_version = ?'}
     order by matrix_version desc limit 1`,
    [matrixVersion ?? dayOf(now())],
  );
  if (row) return { matrixVersion: row.matrix_version, rules: row.rules };
  throw new Refusal('unavailable', 'authority-matrix.not-known-yet', '这一版审批权限尚未送达本部门，请一分钟后再试。');
}

/**
 * `assertDecides` with the delegations of today: lets through a holder of the role, or his stand-in, and answers for whom he stands in.
 * Neither an applicant nor the stand-in of one decides.
 */
export async function mustDecide(by: Actor, undecided: Undecided): Promise<{ readonly standsInFor?: string }> {
  const role = undecided.approverRole;
  const roleName = role in roleNames ? roleNames[role as Role] : undefined;
  return assertDecides(by, { ...(roleName ? { roleName } : {}), ...undecided }, await absentFor(by, role));
}

/** The absent holders of the role for whom this colleague stands in today. */
export async function absentFor(by: Actor, role: string): Promise<string[]> {
  const today = dayOf(now());
  const rows = await currentWork().em.execute<{ absent_id: string }[]>(
    `select absent_id from delegation where stand_in_id = ? and role = ? and from_on <= ? and until_on >= ? and state = 'GRANTED' order by id`,
    [by.id, role, today, today],
  );
  return rows.map(({ absent_id }) => absent_id);
}
