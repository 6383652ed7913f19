import type { AuthorityMatrixView } from '@linli/contracts';
import type { AuthorityMatrix } from './authority-matrix.js';

export function view(matrix: AuthorityMatrix): AuthorityMatrixView {
  const { id, version, matrixVersion, validFrom, publishedAt, publishedBy, rules } = matrix;
  return { id, version, matrixVersion, validFrom, publishedAt: publishedAt.toISOString(), publishedBy, rules };
}

/** The columns of an AuthorityMatrixView, from authority_matrix m. */
export const matrixColumns = `m.id, m.version, m.matrix_version as "matrixVersion", m.valid_from::text as "validFrom",
  to_char(m.published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "publishedAt", m.published_by as "publishedBy", m.rules`;
