import { describe, expect, it } from '@jest/globals';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const here = dirname(fileURLToPath(import.meta.url));

const heading = `
  import { raise } from './raise.js';
  import { workflow } from './workflow.js';
  import type { StateOf } from './workflow.js';
  class UnitHeld { static readonly subject = 'evt.sales-office.unit.held'; unitId!: string; remark?: string }
  class Subjectless { unitId!: string }
  const door = workflow({ name: 'door', initial: 'OPEN', transitions: { OPEN: { close: 'SHUT' }, SHUT: { open: 'OPEN' } } });
`;

const lines = {
  move: `export const next: 'OPEN' | 'SHUT' = door.move('OPEN', 'close');`,
  stateType: `export const state: StateOf<typeof door> = 'SHUT';`,
  event: `raise({}, UnitHeld, { unitId: 'u1' });`,
  unknownTarget: `workflow({ name: 'door', initial: 'OPEN', transitions: { OPEN: { close: 'SHUD' }, SHUT: {} } });`,
  unknownInitial: `workflow({ name: 'door', initial: 'AJAR', transitions: { OPEN: { close: 'SHUT' }, SHUT: {} } });`,
  unknownState: `door.move('AJAR', 'close');`,
  unknownAction: `door.move('OPEN', 'slam');`,
  wrongStateType: `export const wrong: StateOf<typeof door> = 'AJAR';`,
  missingField: `raise({}, UnitHeld, {});`,
  wrongField: `raise({}, UnitHeld, { unitId: 1 });`,
  surplusField: `raise({}, UnitHeld, { unitId: 'u1', phone: '138' });`,
  noSubject: `raise({}, Subjectless, { unitId: 'u1' });`,
} as const;

function rejectedLines(): string[] {
  const names = Object.keys(lines);
  const fixture = join(here, 'types.fixture.ts');
  const text = heading.replaceAll('\n', ' ') + '\n' + Object.values(lines).join('\n');
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile, readFile } = host;
  host.fileExists = (file) => file === fixture || fileExists(file);
  host.readFile = (file) => (file === fixture ? text : readFile(file));
  host.getSourceFile = (file, version, ...rest) =>
    file === fixture ? ts.createSourceFile(file, text, version, true) : getSourceFile(file, version, ...rest);

  const program = ts.createProgram([fixture], options, host);
  const source = program.getSourceFile(fixture);
  const wrong = new Set(
    ts.getPreEmitDiagnostics(program).map(({ file, start = 0 }) => {
      if (!file || file !== source) return `outside: ${file?.fileName}`;
      return names[file.getLineAndCharacterOfPosition(start).line - 1] ?? 'heading';
    }),
  );
  return [...wrong];
}

describe('the compiler', () => {
  it('accepts right steps and payloads, and rejects unknown states, actions, targets, wrong fields and events without a subject', () => {
    expect(rejectedLines()).toEqual([
      'unknownTarget',
      'unknownInitial',
      'unknownState',
      'unknownAction',
      'wrongStateType',
      'missingField',
      'wrongField',
      'surplusField',
      'noSubject',
    ]);
  });
});
