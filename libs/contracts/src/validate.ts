import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import type { MessageClass } from './fields.js';

export interface Flaw {
  readonly field: string;
  readonly problem: string;
}

function flatten(errors: readonly ValidationError[], prefix: string): Flaw[] {
  return errors.flatMap(error => {
    const field = prefix ? `${prefix}.${error.property}` : error.property;
    const here = Object.values(error.constraints ?? {}).map(problem => ({ field, problem }));
    return [...here, ...flatten(error.children ?? [], field)];
  });
}

/** The message as an instance of its class, or what is wrong with it, field by field. Unknown fields are wrong. */
export function read<T extends object>(message: MessageClass<T>, plain: unknown): { value: T } | { flaws: readonly Flaw[] } {
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) {
    return { flaws: [{ field: '', problem: 'the body must be a JSON object' }] };
  }
  const value = plainToInstance(message, plain);
  const errors = validateSync(value, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false, validationError: { target: false, value: false } });
  return errors.length === 0 ? { value } : { flaws: flatten(errors, '') };
}
