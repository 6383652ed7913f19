import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
import { commands, events, queries, requests } from './catalogue.js';
import { fieldsOf, type FieldMeta, type MessageClass } from './fields.js';
import { flawWords, problemOf } from './flaws.js';
import { subjectOf } from './message.js';
import { roles } from './roles.js';

/** What a law lets pass, by name, each with its reason. */
const exceptions: { readonly [law: string]: { readonly [what: string]: string } } = {
  'text is at most 4000 characters': {
    'ParkedView.payload': 'a whole event as JSON, for operators only',
  },
  'codes are SCREAMING_SNAKE': {
    'PartyIdentified.service': 'names of services are kebab',
    'CustomerPartyView.service': 'names of services are kebab',
  },
  'a command about an existing thing names the version that its sender has seen': {
    AcknowledgeMoveInNotice: 'departments sign at the same time, each its own line',
    ImportUnits: 'a sheet adds units to the project and does not change it',
    ImportVisits: 'a sheet adds entries to the log and does not change the project',
    MergeCustomers: 'customers have no version; the preview shows what would move',
  },
  'commands answer with a view that has id and version': {
    FileAllocation: 'a record is filed once and never changed',
    ImportUnits: 'answers with what became of the rows of the sheet',
    ImportVisits: 'answers with what became of the rows of the sheet',
    PlaceProject: 'the later placement replaces the earlier one, neither is changed',
  },
};

/** Texts that events may carry, because they are codes of the business and not words of a person. */
const codes: { readonly [field: string]: string } = {
  projectId: '项目编号',
  room: '房号',
  contractNo: '合同编号',
  agreementNo: '服务合同编号',
  loanBank: 'name of a bank',
  loanContractNo: '借款合同编号',
  consultantId: 'account of a colleague',
  staffId: 'account of a colleague',
  absentId: 'account of a colleague',
  standInId: 'account of a colleague',
  targetProjectId: '项目编号',
  targetProjectIds: '项目编号',
  departments: 'names of departments',
};

interface Place {
  readonly at: string;
  readonly field: FieldMeta;
}

/** All fields of a message, those of its parts included; a part that holds itself is refused. */
function deepFieldsOf(message: MessageClass, seen: readonly MessageClass[] = []): readonly Place[] {
  if (seen.includes(message)) throw new Error(`${message.name} holds itself: its depth has no limit`);
  return fieldsOf(message).flatMap((field) => [
    { at: `${message.name}.${field.name}`, field },
    ...(field.of ? deepFieldsOf(field.of(), [...seen, message]) : []),
  ]);
}

function partsOf(message: MessageClass): readonly MessageClass[] {
  return fieldsOf(message).flatMap(({ of }) => (of ? [of(), ...partsOf(of())] : []));
}

/** The breaches that are not excused; an excuse that nothing needs is a breach as well. */
function breaches(law: string, found: readonly string[]): readonly string[] {
  const excused = Object.keys(exceptions[law] ?? {});
  const unused = excused.filter((name) => !found.includes(name)).map((name) => `${name} needs no exception any more`);
  return [...new Set(found.filter((name) => !excused.includes(name))), ...unused];
}

const messages = [...requests, ...events];
const asked = [...new Set([...messages, ...requests.map((request) => request.reply)])];
const everywhere = asked.flatMap((message) => deepFieldsOf(message));
const isChinese = (sentence: string) => /\p{Script=Han}/u.test(sentence) && !sentence.includes('undefined');
const classes = [...new Set(asked.flatMap((message) => [message, ...partsOf(message)]))];
/** What class-validator may find wrong, field by field. */
const rules = classes.flatMap((message) =>
  getMetadataStorage()
    .getTargetValidationMetadatas(message, '', false, false)
    .filter(({ type }) => type !== 'conditionalValidation')
    .flatMap(({ name, type, propertyName }) => {
      const field = fieldsOf(message).find((each) => each.name === propertyName);
      return field ? [{ at: `${message.name}.${propertyName}`, rule: name ?? type, field }] : [];
    }),
);
const pascal = (kebab: string) => kebab.replace(/(^|-)(\w)/g, (_all, _dash, letter: string) => letter.toUpperCase());
const parametersOf = (http: string | undefined) => [...(http ?? '').matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');
const versioned = (message: MessageClass) => fieldsOf(message).some((field) => field.version);
const duplicates = (values: readonly string[]) => values.filter((value, index) => values.indexOf(value) !== index);

describe('the published language', () => {
  it.each<[string, readonly string[]]>([
    [
      'subjects are kebab words of a service that exists',
      messages
        .map(({ subject }) => subject)
        .filter((subject) => {
          const { service, aggregate, verb } = subjectOf({ subject });
          const words = [service, aggregate, verb].every((word) => /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(word));
          return !words || !readdirSync(join(import.meta.dirname, '../../../services')).includes(service);
        }),
    ],
    ['subjects are unique', duplicates(messages.map(({ subject }) => subject))],
    [
      'class names are PascalCase, questions begin with Find or Get, commands and events do not',
      messages
        .filter(({ name, subject }) => {
          const isQuestion = /^(Find|Get)[A-Z]/.test(name);
          return !/^[A-Z][A-Za-z0-9]+$/.test(name) || isQuestion !== subject.startsWith('qry.');
        })
        .map(({ name }) => name),
    ],
    [
      'a command is named after its verb or its aggregate, an event after its fact or its aggregate',
      [...commands, ...events]
        .filter((message) => {
          const { aggregate, verb } = subjectOf(message);
          const words = `${pascal(aggregate)}${pascal(verb)}`.match(/[A-Z][a-z0-9]+/g) ?? [];
          return !words.some((word) => message.name.toLowerCase().includes(word.toLowerCase().slice(0, 5)));
        })
        .map(({ name }) => name),
    ],
    [
      'requests say who may ask: people by role, services by name, or whoever holds a link and nobody else',
      requests
        .filter((request) => {
          const people: readonly string[] = request.roles ?? [];
          const services: readonly string[] = ('services' in request && request.services) || [];
          if (request.open) return people.length + services.length > 0;
          return (
            people.length + services.length === 0 || people.some((role) => !(roles as readonly string[]).includes(role))
          );
        })
        .map(({ name }) => name),
    ],
    ['HTTP faces are unique', duplicates(requests.flatMap(({ http }) => (http ? [http.replace(/:\w+/g, ':')] : [])))],
    [
      'paths are kebab words, and their parameters are mandatory fields of the message',
      requests
        .filter((request) => {
          if (!request.http) return false;
          const mandatory = fieldsOf(request).filter((field) => !field.optional && !field.list && !field.of);
          const known = parametersOf(request.http).every((name) => mandatory.some((field) => field.name === name));
          return !known || !/^(GET|POST)( \/|\/)((:\w+|[a-z0-9-]+)(\/|$))+$/.test(request.http);
        })
        .map(({ name }) => name),
    ],
    [
      'a question over HTTP has no parts: a query string is flat',
      queries.filter((query) => query.http && fieldsOf(query).some((field) => field.of)).map(({ name }) => name),
    ],
    [
      'what a command names by its id is left out or told, never blank',
      commands.flatMap((command) =>
        deepFieldsOf(command)
          .filter(({ field }) => field.type === 'text' && /Ids?$/.test(field.name) && !((field.min ?? 0) > 0))
          .map(({ at }) => at),
      ),
    ],
    [
      'a command names projects as such, except to the sales office, which has them: no other department takes a code that it does not know',
      commands
        .filter((command) => subjectOf(command).service !== 'sales-office')
        .flatMap((command) => deepFieldsOf(command))
        .filter(({ field }) => /projectIds?$/i.test(field.name) && !field.project)
        .map(({ at }) => at),
    ],
    [
      'a command that names a version names one thing in its path',
      commands
        .filter((command) => command.http && versioned(command) && parametersOf(command.http).length !== 1)
        .map(({ name }) => name),
    ],
    [
      'a command about an existing thing names the version that its sender has seen',
      commands
        .filter((command) => parametersOf(command.http).length > 0 && !versioned(command))
        .map(({ name }) => name),
    ],
    [
      'commands answer with a view that has id and version',
      commands
        .filter(({ reply }) => {
          const names = fieldsOf(reply).map((field) => field.name);
          return !reply.name.endsWith('View') || !names.includes('id') || !names.includes('version');
        })
        .map(({ name }) => name),
    ],
    [
      'questions answer with a view or a page',
      queries.filter(({ reply }) => !/(View|Page)$/.test(reply.name)).map(({ name }) => name),
    ],
    [
      'what people see over HTTP has a summary with the Chinese name of its form',
      requests.filter(({ http, summary }) => http && !/\p{Script=Han}/u.test(summary ?? '')).map(({ name }) => name),
    ],
    [
      'events name at least one thing by its id',
      events.filter((event) => !fieldsOf(event).some(({ name }) => /Id$/.test(name))).map(({ name }) => name),
    ],
    [
      'events carry nothing personal',
      events.flatMap((event) =>
        deepFieldsOf(event)
          .filter(({ field }) => field.personal)
          .map(({ at }) => at),
      ),
    ],
    [
      'events carry ids, codes, days, instants, numbers and money, no words',
      events.flatMap((event) =>
        deepFieldsOf(event)
          .filter(({ field }) => field.type === 'text' && !(field.name in codes))
          .map(({ at }) => at),
      ),
    ],
    [
      'codes are SCREAMING_SNAKE',
      everywhere
        .filter(({ field }) => field.values?.some((value) => !/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(value)))
        .map(({ at }) => at),
    ],
    [
      'text is at most 4000 characters',
      everywhere.filter(({ field }) => field.type === 'text' && !(field.max && field.max <= 4000)).map(({ at }) => at),
    ],
    [
      'a text with a pattern has an example, which fits',
      everywhere
        .filter(({ field: { pattern, like } }) => pattern !== undefined && !new RegExp(pattern).test(like ?? ''))
        .map(({ at }) => at),
    ],
    [
      'a rule of a field says in Chinese what is wrong, with its limit',
      rules
        .filter(({ rule, field }) => !(rule in flawWords) || !isChinese(problemOf(rule, field)))
        .map(({ at, rule }) => `${at} ${rule}`),
    ],
    [
      'lists have an end',
      everywhere.filter(({ field }) => field.list && field.maxItems === undefined).map(({ at }) => at),
    ],
    [
      'the name of money ends in Fen',
      everywhere.filter(({ field: { name, type } }) => type === 'fen' && !/Fen$/.test(name)).map(({ at }) => at),
    ],
  ])('keeps the law: %s', (law, found) => {
    expect(breaches(law, found)).toEqual([]);
  });
});
