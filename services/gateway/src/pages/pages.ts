import type { Type } from '@nestjs/common';
import { CustomerLifeController } from './customer-life.page.js';

/**
 * The hand-written pages: controllers that put several answers together for one screen. Each of them says who may use it with
 * `For(...)`, asks through the `Courier`, and joins with `composed`.
 */
export const pages: readonly Type[] = [CustomerLifeController];
