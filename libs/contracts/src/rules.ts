import { getMetadataStorage } from 'class-validator';
import type { MessageClass } from './fields.js';

interface Rule {
  readonly each: boolean;
  readonly holds: (value: unknown) => boolean;
}

interface FieldRules {
  readonly name: string;
  readonly optional: boolean;
  readonly part: boolean;
  readonly rules: readonly Rule[];
}

const never: Rule = { each: false, holds: () => false };
const known = new WeakMap<object, readonly FieldRules[]>();

/**
 * Whether an instance keeps all rules of its class: a plain yes or no for the many messages that are in order.
 * The rules are class-validator's own, looked up once; it searches the rules of all classes at each validation itself.
 */
export function keepsRules(instance: object): boolean {
  return rulesOf(instance.constructor as MessageClass).every(({ name, optional, part, rules }) => {
    const value = (instance as Record<string, unknown>)[name];
    if (optional && (value === undefined || value === null)) return true;
    return rules.every((rule) => keeps(rule, value)) && (!part || partsOf(value).every(keepsRules));
  });
}

function keeps({ each, holds }: Rule, value: unknown): boolean {
  return each && Array.isArray(value) ? value.every((item) => holds(item)) : holds(value);
}

/** Only asked when the field's own rules have seen an object, or a list of objects. */
const partsOf = (value: unknown) => (Array.isArray(value) ? value : [value]) as readonly object[];

function rulesOf(message: MessageClass): readonly FieldRules[] {
  const before = known.get(message);
  if (before) return before;
  const storage = getMetadataStorage();
  const fields = new Map<string, FieldRules & { rules: Rule[] }>();
  for (const metadata of storage.getTargetValidationMetadatas(message, '', false, false)) {
    const name = metadata.propertyName;
    const field = fields.get(name) ?? { name, optional: false, part: false, rules: [] };
    if (metadata.name === 'isOptional') fields.set(name, { ...field, optional: true });
    else if (metadata.type === 'nestedValidation') fields.set(name, { ...field, part: true });
    else fields.set(name, { ...field, rules: [...field.rules, ...checksOf(metadata)] });
  }
  const rules = [...fields.values()];
  known.set(message, rules);
  return rules;
}

type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

/** A kind of rule that is not known here never holds, so that class-validator itself has the word. */
function checksOf(metadata: Metadata): readonly Rule[] {
  const { constraintCls, each, validateIf, propertyName, target } = metadata;
  if (metadata.type !== 'customValidation' || validateIf) return [never];
  const constraints = (metadata.constraints ?? []) as unknown[];
  const targetName = typeof target === 'string' ? target : target.name;
  const about = { targetName, property: propertyName, object: {}, value: undefined, constraints };
  return getMetadataStorage()
    .getTargetValidatorConstraints(constraintCls)
    .map(({ async, instance }) =>
      async ? never : { each, holds: (value) => instance.validate(value, about) === true },
    );
}
