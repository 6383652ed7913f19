import type { Actor } from '@linli/bus';
import type { FindContracts } from '@linli/contracts';
import { ownBook } from '../prospect/book.js';

/** A project has some thousand contracts: their clauses are read through. */
const CLAUSE = `exists (select from jsonb_array_elements(c.special_clauses) e where strpos(lower(e->>'text'), lower(?)) > 0)`;

/** Which lines of 契约签署一览表 are asked for and open to this person [REQ-092, 339]. */
export const conditionsOf = (asked: FindContracts, by: Actor): Readonly<Record<string, unknown>> => ({
  'c.project_id = ?': asked.projectId,
  'c.state = ?': asked.state,
  'c.unit_id = ?': asked.unitId,
  'c.payment_method = ?': asked.paymentMethod,
  'c.signed_on >= ?': asked.signedFrom,
  'c.signed_on <= ?': asked.signedTo,
  [CLAUSE]: asked.clause,
  'c.project_id = any(?)': by.seesAll ? undefined : by.projects,
  'c.consultant_id = ?': ownBook(by),
});
