import type { HandWritten } from '../openapi/hand-written.js';
import type { Schemas } from '../openapi/schemas.js';

/** The hand-written pages as they stand in the OpenAPI description; `schemas.refer` describes their parts. */
export const pagePaths = (_schemas: Schemas): readonly HandWritten[] => [];
