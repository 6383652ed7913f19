import type { Schema } from './schemas.js';

/** A path that is not made from a contract, with its OpenAPI operation. */
export interface HandWritten {
  /** As in contracts: `/customers/:customerId/life`. */
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly operation: Schema;
}
