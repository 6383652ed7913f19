import type { RequestClass } from '@linli/contracts';
import { openapi } from './openapi.js';

/** The description as it is committed: a line per value, so that a change of a contract reads well in a diff. */
export const written = (requests: readonly RequestClass[]): string => `${JSON.stringify(openapi(requests), null, 2)}\n`;
