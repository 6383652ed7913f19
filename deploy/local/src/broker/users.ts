import { outboxOf, queries, requests, type RequestClass } from '@linli/contracts';
import { COUNTERS_STREAM, durableOf, headSubject, FILES_STREAM, streamOf } from '@linli/bus';
import type { Voice } from '../docs/scan.js';
import { producersOf } from './topology.js';

/** One user of the broker: what may be sent, and what may be heard. All else is refused. */
export interface BrokerUser {
  readonly name: string;
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
  /** Whether it may answer what it was asked, once for each question and within this time. */
  readonly answers?: string;
}

/** Longer than any request may take, so that an answer is never cut off. */
const ANSWER_WITHIN = '30s';

/** The users that the sources ask for: one for each department, the gateway, and the one that makes streams. */
export function brokerUsers(voices: readonly Voice[]): readonly BrokerUser[] {
  const services = voices.map((voice) => (voice.service === 'gateway' ? gatewayUser(voice) : departmentUser(voice)));
  const provision = { name: 'provision', publish: ['$JS.API.>'], subscribe: [inboxOf('provision')] };
  return [...services, provision];
}

const inboxOf = (name: string) => `_INBOX_${name}.>`;

function departmentUser(voice: Voice): BrokerUser {
  const { service } = voice;
  const producers = producersOf(voice);
  const asked = queries.filter(({ services }) => services?.includes(service)).map(({ subject }) => subject);
  return {
    name: service,
    publish: [
      `evt.${service}.>`,
      headSubject(service),
      ...asked.sort(),
      `$JS.API.STREAM.INFO.${streamOf(service)}`,
      // Its own facts, when its database was restored and does not know them.
      `$JS.API.STREAM.MSG.GET.${streamOf(service)}`,
      ...producers.flatMap((producer) => {
        const stream = streamOf(producer);
        const durable = durableOf(service, producer);
        return [
          `bus.${producer}.republish`,
          ...outboxQuestions(producer),
          `$JS.API.STREAM.INFO.${stream}`,
          `$JS.API.CONSUMER.INFO.${stream}.${durable}`,
          `$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`,
          `$JS.ACK.${stream}.${durable}.>`,
        ];
      }),
      ...(voice.carriesFiles ? filesSubjects : []),
    ],
    // With the queue group only: nobody listens in on what a replica is asked.
    subscribe: [
      inboxOf(service),
      `cmd.${service}.> ${service}`,
      `qry.${service}.> ${service}`,
      `bus.${service}.republish ${service}`,
    ],
    answers: ANSWER_WITHIN,
  };
}

/** What a consumer asks of a producer about the events it has published. */
const outboxQuestions = (producer: string): readonly string[] => {
  const { FindOutboxHeads, FindOutboxEvents } = outboxOf(producer);
  return [FindOutboxHeads.subject, FindOutboxEvents.subject];
};

/** The gateway asks what people may ask, and nothing that is only between services; it hears all facts, to tell screens what changed. */
function gatewayUser(voice: Voice): BrokerUser {
  const forPeople = ({ roles, open }: RequestClass) => open === true || (roles?.length ?? 0) > 0;
  const asked = requests.filter(forPeople).map(({ subject }) => subject);
  return {
    name: voice.service,
    publish: [...asked.sort(), ...(voice.carriesFiles ? filesSubjects : []), ...countersSubjects],
    subscribe: [inboxOf(voice.service), 'evt.>'],
  };
}

/** The gateways count together what a person asks. */
const countersSubjects: readonly string[] = ['$KV.counters.>', `$JS.API.STREAM.MSG.GET.${COUNTERS_STREAM}`];

/** What the object store's client asks for when it puts, reads and removes a file. */
const filesSubjects: readonly string[] = [
  '$O.files.>',
  '$JS.API.INFO',
  `$JS.API.STREAM.INFO.${FILES_STREAM}`,
  `$JS.API.STREAM.MSG.GET.${FILES_STREAM}`,
  `$JS.API.STREAM.PURGE.${FILES_STREAM}`,
  `$JS.API.DIRECT.GET.${FILES_STREAM}`,
  `$JS.API.DIRECT.GET.${FILES_STREAM}.>`,
  `$JS.API.CONSUMER.CREATE.${FILES_STREAM}`,
  `$JS.API.CONSUMER.CREATE.${FILES_STREAM}.>`,
  `$JS.API.CONSUMER.INFO.${FILES_STREAM}.>`,
  `$JS.API.CONSUMER.DELETE.${FILES_STREAM}.>`,
  `$JS.API.CONSUMER.MSG.NEXT.${FILES_STREAM}.>`,
];

/** The variable of nats-server's environment that holds a user's password. */
export const passwordVariable = (user: string): string => `NATS_${user.toUpperCase().replaceAll('-', '_')}_PASSWORD`;

/** The users as nats-server's configuration. Passwords come from its environment and begin with a letter. */
export function usersConf(users: readonly BrokerUser[]): string {
  return [
    '# Written by `npm run docs` from the contracts and the reactions; a spec compares. Included by compose and by the chart.',
    'authorization {',
    '  users = [',
    ...users.flatMap(({ name, publish, subscribe, answers }) => [
      '    {',
      `      user: "${name}"`,
      `      password: $${passwordVariable(name)}`,
      '      permissions {',
      ...listed('publish', publish),
      ...listed('subscribe', subscribe),
      ...(answers ? [`        allow_responses { max: 1, expires: "${answers}" }`] : []),
      '      }',
      '    }',
    ]),
    '  ]',
    '}',
    '',
  ].join('\n');
}

const listed = (verb: string, subjects: readonly string[]) => [
  `        ${verb} {`,
  '          allow: [',
  ...[...new Set(subjects)].map((subject) => `            "${subject}"`),
  '          ]',
  '        }',
];
