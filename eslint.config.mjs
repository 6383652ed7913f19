import { createProjectGraphAsync } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier/flat';
import tseslint from 'typescript-eslint';
import { boundaries, journeyStarts, pureAggregates, restrictedImports } from './deploy/local/borders.mjs';

// Without a graph of today the boundary rule lets everything pass: on a fresh clone, and for files since the last nx run.
process.env.NX_DAEMON = 'false';
await createProjectGraphAsync({ exitOnError: false });

const tests = ['**/*.spec.ts', '**/src/{test,specs}/**/*.ts'];
const testLib = 'libs/testing/**/*.ts';

const nodeGlobals = [
  'AbortController',
  'AbortSignal',
  'Buffer',
  'URL',
  'URLSearchParams',
  'clearInterval',
  'clearTimeout',
  'console',
  'fetch',
  'performance',
  'process',
  'setImmediate',
  'setInterval',
  'setTimeout',
  'structuredClone',
];

const focusedOrSkipped = [
  {
    selector: 'MemberExpression[object.name=/^(describe|it|test)$/][property.name=/^(only|skip|todo|failing)$/]',
    message: 'Every test runs: no only, skip, todo or failing.',
  },
  {
    selector: 'CallExpression[callee.name=/^(fdescribe|xdescribe|fit|xit|xtest)$/]',
    message: 'Every test runs: no focused and no skipped tests.',
  },
];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      'libs/client/generated/',
      '**/coverage/',
      '**/test-results/',
      '.data/',
      '.cache/',
      '.nx/',
    ],
  },
  {
    // A comment cannot switch a rule off: a rule that does not fit is changed here, for everybody.
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
  },
  {
    files: ['**/*.ts', '**/*.mjs'],
    rules: {
      curly: ['error', 'multi-line'],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 350 }],
      'no-constant-condition': ['error', { checkLoops: false }],
      'no-else-return': 'error',
      'no-restricted-syntax': ['error', ...focusedOrSkipped],
      'no-return-assign': 'error',
      'no-self-compare': 'error',
      'no-unreachable-loop': 'error',
      'no-useless-rename': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'anywhere' }],
      'object-shorthand': 'error',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(nodeGlobals.map((name) => [name, 'readonly'])),
    },
    rules: { 'no-undef': 'error', 'no-unused-vars': 'error', 'no-var': 'error', 'prefer-const': 'error' },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // A handler is async because its callers await it, with or without an await of its own.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: tests,
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
  {
    files: ['{libs,services}/*/src/**/*.ts'],
    ignores: [...tests, testLib, 'services/journeys/**/*.ts'],
    rules: { 'no-console': 'error' },
  },

  {
    // A family's life is told in one piece.
    files: ['services/journeys/src/*.journey.spec.ts'],
    rules: { 'max-lines': ['error', 600] },
  },

  // Borders: who may import whom. The tables stand in deploy/local/borders.mjs.
  {
    files: ['{libs,services,deploy}/**/*.ts'],
    plugins: { '@nx': nx, linli: { rules: { 'pure-aggregates': pureAggregates } } },
    rules: { '@nx/enforce-module-boundaries': boundaries({ inTests: false }) },
  },
  {
    files: tests,
    rules: { '@nx/enforce-module-boundaries': boundaries({ inTests: true }) },
  },
  {
    files: ['services/journeys/src/house.ts'],
    rules: { '@nx/enforce-module-boundaries': boundaries({ inTests: true, allow: journeyStarts }) },
  },
  {
    files: ['services/*/src/*/*.ts'],
    ignores: ['services/{gateway,journeys}/**'],
    rules: { 'linli/pure-aggregates': 'error' },
  },
  ...restrictedImports({ tests, testLib }),
  prettier,
);
