import { fieldsOf, subjectOf, type EventClass, type FieldMeta, type MessageClass } from '@linli/contracts';
import type { Voice } from './scan.js';

type Json = Readonly<Record<string, unknown>>;

const plain: Readonly<Record<Exclude<FieldMeta['type'], 'object'>, Json>> = {
  id: { type: 'string', format: 'uuid' },
  text: { type: 'string' },
  int: { type: 'integer' },
  decimal: { type: 'number' },
  fen: { type: 'integer', format: 'int64', description: 'fen, 1/100 yuan' },
  instant: { type: 'string', format: 'date-time' },
  day: { type: 'string', format: 'date' },
  bool: { type: 'boolean' },
  enum: { type: 'string' },
};

function schemaOf(message: MessageClass): Json {
  const fields = fieldsOf(message);
  const required = fields.filter(({ optional }) => !optional).map(({ name }) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
    ...(required.length > 0 ? { required } : {}),
  };
}

function fieldSchema({ type, of, values, min, max, pattern, list, maxItems, description }: FieldMeta): Json {
  const [lowest, highest] = type === 'text' ? ['minLength', 'maxLength'] : ['minimum', 'maximum'];
  const one: Json =
    type === 'object'
      ? of
        ? schemaOf(of())
        : { type: 'object' }
      : {
          ...plain[type],
          ...(min === undefined ? {} : { [lowest]: min }),
          ...(max === undefined ? {} : { [highest]: max }),
          ...(pattern ? { pattern } : {}),
          ...(values ? { enum: [...values] } : {}),
          ...(description ? { description } : {}),
        };
  return list ? { type: 'array', items: one, ...(maxItems === undefined ? {} : { maxItems }) } : one;
}

/** Every event carries these; the order of an aggregate's events is its `ce-sequence`, without gaps. */
const envelope: Json = {
  type: 'object',
  properties: {
    'ce-id': { type: 'string', format: 'uuid', description: 'the event, for ever: by it a repeat is known' },
    'ce-source': { type: 'string', description: 'the department that tells it' },
    'ce-type': { type: 'string', description: 'the subject without the id' },
    'ce-time': { type: 'string', format: 'date-time', description: 'when it happened' },
    'ce-subject': { type: 'string', format: 'uuid', description: 'the aggregate it happened to' },
    'ce-sequence': { type: 'integer', minimum: 1, description: 'its place in the history of the aggregate' },
    'x-actor': { type: 'string', description: 'id of who caused it' },
    'x-correlation-id': { type: 'string' },
    'x-causation-id': { type: 'string' },
    traceparent: { type: 'string' },
  },
  required: ['ce-id', 'ce-source', 'ce-type', 'ce-time', 'ce-subject', 'ce-sequence'],
};

/** `evt.sales-office.unit.sold` as a key of the catalogue: keys may hold neither dots nor blanks. */
const keyOf = ({ subject }: EventClass): string => subject.split('.').slice(1).join('_');

/** The catalogue of events as AsyncAPI 3: who tells what on which subject of which stream, and who listens. */
export function eventCatalogue(voices: readonly Voice[]): Json {
  const told = voices.flatMap(({ service, raised }) => raised.map((event) => ({ service, event })));
  const ref = (...path: string[]) => ({ $ref: `#/${path.join('/')}` });
  return {
    asyncapi: '3.0.0',
    info: {
      title: '邻里 Linli: events',
      version: '0.1.0',
      description:
        'Facts that departments tell each other. An event is told after its change is committed, in order per aggregate, and at least once; it carries ids and no personal data. Fields may be added, never taken away or given another meaning.',
    },
    defaultContentType: 'application/json',
    servers: {
      bus: { host: 'nats:4222', protocol: 'nats', description: 'NATS with JetStream; one stream for each department' },
    },
    channels: Object.fromEntries(
      told.map(({ service, event }) => [
        keyOf(event),
        {
          address: `${event.subject}.{aggregateId}`,
          description: `Stream EVT_${service.toUpperCase().replaceAll('-', '_')}`,
          parameters: { aggregateId: { description: `id of the ${subjectOf(event).aggregate}` } },
          messages: { [keyOf(event)]: ref('components', 'messages', keyOf(event)) },
        },
      ]),
    ),
    operations: Object.fromEntries([
      ...told.map(({ service, event }): [string, Json] => [
        `${service}.tells.${keyOf(event)}`,
        { action: 'send', channel: ref('channels', keyOf(event)), tags: [{ name: service }] },
      ]),
      ...voices.flatMap(({ service, reactions }) =>
        [...Map.groupBy(reactions, ({ event }) => event)].map(([event, all]): [string, Json] => [
          `${service}.hears.${keyOf(event)}`,
          {
            action: 'receive',
            channel: ref('channels', keyOf(event)),
            summary: all.map(({ as }) => as).join(', '),
            tags: [{ name: service }],
          },
        ]),
      ),
    ]),
    components: {
      messages: Object.fromEntries(
        told.map(({ event }) => [
          keyOf(event),
          { name: event.name, title: event.subject, headers: envelope, payload: schemaOf(event) },
        ]),
      ),
    },
  };
}
