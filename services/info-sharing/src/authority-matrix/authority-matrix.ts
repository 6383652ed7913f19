import { defineEntity, p } from '@mikro-orm/core';
import { AuthorityMatrixPublished, matrixSubjects, type MatrixLine } from '@linli/contracts';
import { assertMeaningful, flawIn, newId, raise, refuse } from '@linli/kernel';

const AuthorityMatrixSchema = defineEntity({
  name: 'AuthorityMatrix',
  tableName: 'authority_matrix',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    matrixVersion: p.integer(),
    validFrom: p.date(),
    rules: p.json<MatrixLine[]>(),
    publishedAt: p.datetime(),
    publishedBy: p.text(),
  },
});

/** 审批权限: one version of the table that says who may approve what. It is never changed, only followed by another [REQ-324]. */
export class AuthorityMatrix extends AuthorityMatrixSchema.class {
  /** The version after `latest`; takes its place, and that of every earlier one, from `validFrom` on. */
  static publish(
    table: { readonly rules: readonly MatrixLine[]; readonly validFrom: string },
    latest: { readonly matrixVersion: number },
    by: { readonly name: string; readonly at: Date; readonly today: string },
  ): AuthorityMatrix {
    const { rules, validFrom } = table;
    if (validFrom < by.today) {
      throw refuse.rule('authority-matrix.not-in-the-past', 'A new table holds from today or from a later day.', {
        earliest: by.today,
      });
    }
    assertMeaningful(rules, matrixSubjects);
    const flaw = flawIn(rules, matrixSubjects);
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
      rules: matrix.rules.map(({ remark: _words, ...rule }) => rule),
    });
    return matrix;
  }
}

AuthorityMatrixSchema.setClass(AuthorityMatrix);
