import type { EntityManager } from '@mikro-orm/postgresql';
import { AuthorityMatrix } from './authority-matrix.js';

/** The table that holds on this day: the latest version whose day has come. */
export async function matrixInForce(em: EntityManager, day: string): Promise<AuthorityMatrix> {
  const [matrix] = await em.find(
    AuthorityMatrix,
    { validFrom: { $lte: day } },
    { orderBy: { matrixVersion: 'desc' }, limit: 1 },
  );
  if (!matrix) throw new Error('No authority matrix is in force; the first one comes with the migrations.');
  return matrix;
}
