import type { Actor } from '@linli/bus';
import { Role } from '@linli/contracts';
import { opens, ownBook } from '../prospect/book.js';

/** A consultant who decides nothing reads his own customers' papers only; who may decide reads those of his projects. */
export const bookOfDecider = (by: Actor): string | undefined =>
  by.has(Role.SALES_CONSULTANT) ? ownBook(by) : undefined;

/** Whether this customer's papers are open to the actor, who may be somebody who decides. */
export const opensToDecider = (by: Actor, row: { projectId: string; consultantId: string }): boolean =>
  opens(by, row) || (by.sees(row.projectId) && bookOfDecider(by) === undefined);
