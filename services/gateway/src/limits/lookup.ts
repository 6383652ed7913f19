import { fieldsOf, subjectOf, type MessageClass, type RequestClass } from '@linli/contracts';

const personal = new WeakMap<RequestClass, readonly string[]>();

/** Whether this request looks for a person by what only an acquaintance would know: his telephone, his name, his papers. */
export function isLookup(request: RequestClass, message: Readonly<Record<string, unknown>>): boolean {
  if (subjectOf(request).kind !== 'qry') return false;
  const known = personal.get(request) ?? personalFieldsOf(request);
  personal.set(request, known);
  return known.some((name) => message[name] !== undefined && message[name] !== '');
}

const personalFieldsOf = (request: RequestClass): readonly string[] =>
  fieldsOf(request as MessageClass).flatMap((field) => (field.personal === undefined ? [] : [field.name]));
