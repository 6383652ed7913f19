import { fieldsOf, type FieldMeta, type MessageClass } from '@linli/contracts';

export type Schema = Readonly<Record<string, unknown>>;

const plain: Readonly<Record<Exclude<FieldMeta['type'], 'object'>, Schema>> = {
  id: { type: 'string', format: 'uuid' },
  text: { type: 'string' },
  int: { type: 'integer' },
  decimal: { type: 'number' },
  fen: { type: 'integer', format: 'int64' },
  instant: { type: 'string', format: 'date-time' },
  day: { type: 'string', format: 'date' },
  bool: { type: 'boolean' },
  enum: { type: 'string' },
};

/** The schemas of message classes, each once under its own name. Throws when two classes share a name. */
export class Schemas {
  private readonly known = new Map<string, { readonly of: MessageClass; schema: Schema }>();

  /** All schemas so far, by name. */
  all(): Record<string, Schema> {
    const sorted = [...this.known].sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(sorted.map(([name, { schema }]) => [name, schema]));
  }

  /** The reference to a class. `strict` refuses unknown fields: for what is sent, not for what is answered. */
  refer(of: MessageClass, strict: boolean, fields = fieldsOf(of)): Schema {
    const ref = { $ref: `#/components/schemas/${of.name}` };
    const twin = this.known.get(of.name);
    if (twin && twin.of !== of) throw new Error(`two classes are called ${of.name}; one of them needs another name`);
    if (twin) return ref;
    const entry: { readonly of: MessageClass; schema: Schema } = { of, schema: {} };
    this.known.set(of.name, entry);
    const required = fields.filter((field) => !field.optional).map((field) => field.name);
    entry.schema = {
      type: 'object',
      properties: Object.fromEntries(fields.map((field) => [field.name, this.field(field, strict)])),
      ...(required.length > 0 ? { required } : {}),
      ...(strict ? { additionalProperties: false } : {}),
    };
    return ref;
  }

  /** The schema of one field with its limits. */
  field(field: FieldMeta, strict = true): Schema {
    const { list, maxItems, description, personal } = field;
    const one = this.single(field, strict);
    const schema = list ? { type: 'array', items: one, ...(maxItems === undefined ? {} : { maxItems }) } : one;
    return { ...schema, ...(description ? { description } : {}), ...(personal ? { 'x-personal': personal } : {}) };
  }

  private single({ type, of, values, min, max, pattern, version }: FieldMeta, strict: boolean): Schema {
    if (type === 'object') return of ? this.refer(of(), strict) : { type: 'object' };
    const limits =
      type === 'text'
        ? {
            ...(min ? { minLength: min } : {}),
            ...(max === undefined ? {} : { maxLength: max }),
            ...(pattern ? { pattern } : {}),
          }
        : { ...(min === undefined ? {} : { minimum: min }), ...(max === undefined ? {} : { maximum: max }) };
    return {
      ...plain[type],
      ...limits,
      ...(values ? { enum: [...values] } : {}),
      ...(type === 'fen' ? { description: 'fen, 1/100 yuan' } : {}),
      ...(version ? { description: 'version of the aggregate' } : {}),
    };
  }
}
