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
      throw refuse.rule('authority-matrix.not-in-the-past', '新版审批权限的生效日期不能早于今天，请核对日期。', {
        earliest: by.today,
      });
    }
    assertMeaningful(rules, matrixSubjects);
    const flaw = flawIn(rules, matrixSubjects);
    if (flaw) {
      const what = flaw.approverRoles.length === 0 ? '没有审批人' : '有一个以上的审批人';
      throw refuse.rule(
        'authority-matrix.not-sound',
        `表中有事项${what}（见 counterExample），每件事项须有且只有一个审批人。`,
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
