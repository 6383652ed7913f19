import { defineEntity, p } from '@mikro-orm/core';
import {
  AuthorityMatrixPublished,
  matrixDecisions,
  shareScopes,
  type ApproverRole,
  type MatrixRule,
  type ShareScope,
} from '@linli/contracts';
import { newId, raise, refuse } from '@linli/kernel';

const AuthorityMatrixSchema = defineEntity({
  name: 'AuthorityMatrix',
  tableName: 'authority_matrix',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    matrixVersion: p.integer(),
    validFrom: p.date(),
    rules: p.json<MatrixRule[]>(),
    publishedAt: p.datetime(),
    publishedBy: p.text(),
  },
});

/** A matter that somebody with authority decides on; only a data request has a scope and a number of records. */
export interface Matter {
  readonly decision: string;
  readonly scope?: ShareScope;
  readonly count?: number;
}

/** A matter that no rule, or more than one, decides. */
export interface Flaw {
  readonly matter: Matter;
  readonly approverRoles: readonly string[];
}

const LARGEST = 2_147_483_647;

const covers = (rule: MatrixRule, { decision, scope, count = 1 }: Matter): boolean =>
  rule.decision === decision &&
  (rule.scope === undefined || rule.scope === scope) &&
  (rule.fromCount ?? 1) <= count &&
  count <= (rule.toCount ?? LARGEST);

/**
 * The one role that decides. The table was proven complete and without overlap when it was published, so that a matter with none
 * or with two is a matter outside of it: no records at all.
 */
export function approverOf(rules: readonly MatrixRule[], matter: Matter): ApproverRole {
  const [rule, ...others] = rules.filter((each) => covers(each, matter));
  if (!rule || others.length > 0) {
    throw refuse.rule(
      'authority-matrix.undecided',
      'The authority matrix names nobody for this; ask for at least one record.',
      {
        matter,
      },
    );
  }
  return rule.approverRole as ApproverRole;
}

/** The first matter that has no decider, or several; undefined when the table is complete and without overlap. */
export function flawOf(rules: readonly MatrixRule[]): Flaw | undefined {
  for (const matter of edges(rules)) {
    const approverRoles = rules.filter((rule) => covers(rule, matter)).map(({ approverRole }) => approverRole);
    if (approverRoles.length !== 1) return { matter, approverRoles };
  }
  return undefined;
}

/** Between two edges of its rules a table answers the same everywhere: to try the edges is to try all. */
function edges(rules: readonly MatrixRule[]): Matter[] {
  const counts = rules.flatMap(({ fromCount, toCount }) => [
    fromCount ?? 1,
    Math.min(LARGEST, (toCount ?? LARGEST) + 1),
  ]);
  const tried = [...new Set([1, ...counts, LARGEST])].sort((a, b) => a - b);
  return matrixDecisions.flatMap((decision): Matter[] =>
    decision === 'DATA_REQUEST'
      ? shareScopes.flatMap((scope) => tried.map((count) => ({ decision, scope, count })))
      : [{ decision }],
  );
}

/** 审批权限: one version of the table that says who may approve what. It is never changed, only followed by another [REQ-324]. */
export class AuthorityMatrix extends AuthorityMatrixSchema.class {
  /** The version after `latest`; takes its place, and that of every earlier one, from `validFrom` on. */
  static publish(
    table: { readonly rules: readonly MatrixRule[]; readonly validFrom: string },
    latest: { readonly matrixVersion: number },
    by: { readonly name: string; readonly at: Date; readonly today: string },
  ): AuthorityMatrix {
    const { rules, validFrom } = table;
    if (validFrom < by.today) {
      throw refuse.rule('authority-matrix.not-in-the-past', 'A new table holds from today or from a later day.', {
        earliest: by.today,
      });
    }
    assertPlain(rules);
    const flaw = flawOf(rules);
    if (flaw) {
      const what = flaw.approverRoles.length === 0 ? 'nobody' : 'more than one role';
      throw refuse.rule(
        'authority-matrix.not-sound',
        `In this table ${what} decides on the matter shown; every matter needs exactly one.`,
        {
          counterExample: flaw,
        },
      );
    }
    const matrix = Object.assign(new AuthorityMatrix(), {
      id: newId(),
      matrixVersion: latest.matrixVersion + 1,
      validFrom,
      rules: rules.map((rule) => ({ ...rule })),
      publishedAt: by.at,
      publishedBy: by.name,
    });
    raise(matrix, AuthorityMatrixPublished, {
      matrixId: matrix.id,
      matrixVersion: matrix.matrixVersion,
      validFrom,
      rules: matrix.rules,
    });
    return matrix;
  }
}

/** Conditions that could never hold, or that mean nothing, are mistakes of the writer. */
function assertPlain(rules: readonly MatrixRule[]): void {
  for (const [index, { decision, scope, fromCount, toCount }] of rules.entries()) {
    const conditioned = scope !== undefined || fromCount !== undefined || toCount !== undefined;
    if (decision !== 'DATA_REQUEST' && conditioned) {
      throw refuse.rule(
        'authority-matrix.condition-without-meaning',
        'Only a data request has a scope and a number of records.',
        {
          rule: index + 1,
        },
      );
    }
    if ((fromCount ?? 1) > (toCount ?? LARGEST)) {
      throw refuse.rule(
        'authority-matrix.empty-range',
        'A rule goes from the smaller number of records to the larger one.',
        {
          rule: index + 1,
        },
      );
    }
  }
}

AuthorityMatrixSchema.setClass(AuthorityMatrix);
