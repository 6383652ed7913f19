import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

interface Fixture {
  /** What the text does, as the end of a sentence. */
  does: string;
  path: string;
  text: string;
}

interface Finding {
  rule: string | null;
  message: string;
}

interface Project {
  name: string;
  tags: string[];
}

const boundary = '@nx/enforce-module-boundaries';
const aggregate = 'linli/pure-aggregates';
const restricted = 'no-restricted-imports';

const refused: (Fixture & { by: string })[] = [
  {
    does: 'a service imports another service',
    path: 'services/complaints/src/complaint/fixture.ts',
    text: "import { Contract } from '@linli/sales-office';\nexport const it = Contract;\n",
    by: restricted,
  },
  {
    does: 'a service reaches into the folder of another',
    path: 'services/complaints/src/complaint/fixture.ts',
    text: "import { main } from '../../../sales-office/src/main.js';\nexport const it = main;\n",
    by: boundary,
  },
  {
    does: 'a spec of a service imports another service by its package',
    path: 'services/complaints/src/complaint/fixture.spec.ts',
    text: "import { AppModule } from '@linli/sales-office/src/app.module.js';\nexport const it = AppModule;\n",
    by: restricted,
  },
  {
    does: 'the kernel imports Nest',
    path: 'libs/kernel/src/fixture.ts',
    text: "import { Injectable } from '@nestjs/common';\nexport const it = Injectable;\n",
    by: boundary,
  },
  {
    does: 'the kernel imports the ORM',
    path: 'libs/kernel/src/fixture.ts',
    text: "import { EntityManager } from '@mikro-orm/core';\nexport const it = EntityManager;\n",
    by: boundary,
  },
  {
    does: 'the gateway imports the ORM',
    path: 'services/gateway/src/fixture.ts',
    text: "import { EntityManager } from '@mikro-orm/postgresql';\nexport const it = EntityManager;\n",
    by: boundary,
  },
  {
    does: 'the gateway imports the PostgreSQL driver',
    path: 'services/gateway/src/fixture.ts',
    text: "import pg from 'pg';\nexport const it = pg;\n",
    by: boundary,
  },
  {
    does: 'the gateway imports the parties',
    path: 'services/gateway/src/fixture.ts',
    text: "import * as parties from '@linli/parties';\nexport const it = parties;\n",
    by: boundary,
  },
  {
    does: 'the source of a service imports testing',
    path: 'services/complaints/src/complaint/fixture.ts',
    text: "import { eventually } from '@linli/testing';\nexport const it = eventually;\n",
    by: boundary,
  },
  {
    does: 'the source of a service imports Jest',
    path: 'services/complaints/src/complaint/fixture.ts',
    text: "import { expect } from '@jest/globals';\nexport const it = expect;\n",
    by: restricted,
  },
  {
    does: 'the contracts import the kernel',
    path: 'libs/contracts/src/fixture.ts',
    text: "import { Refusal } from '@linli/kernel';\nexport const it = Refusal;\n",
    by: boundary,
  },
  {
    does: 'the bus imports the host',
    path: 'libs/bus/src/fixture.ts',
    text: "import { startService } from '@linli/host';\nexport const it = startService;\n",
    by: boundary,
  },
  {
    does: 'a journey reaches into a service',
    path: 'services/journeys/src/house.ts',
    text: "import { Complaint } from '../../complaints/src/complaint/complaint.js';\nexport const it = Complaint;\n",
    by: boundary,
  },
  {
    does: 'an aggregate imports Nest',
    path: 'services/complaints/src/complaint/complaint.ts',
    text: "import { Injectable } from '@nestjs/common';\nexport const it = Injectable;\n",
    by: aggregate,
  },
  {
    does: 'an aggregate imports a use case',
    path: 'services/complaints/src/complaint/complaint.ts',
    text: "import { ApprovePlanHandler } from './approve-plan.js';\nexport const it = ApprovePlanHandler;\n",
    by: aggregate,
  },
  {
    does: 'a workflow imports the bus',
    path: 'services/complaints/src/complaint/complaint.workflow.ts',
    text: "import { now } from '@linli/bus';\nexport const it = now;\n",
    by: aggregate,
  },
  {
    does: 'a spec is focused',
    path: 'services/complaints/src/complaint/fixture.spec.ts',
    text: "import { it } from '@jest/globals';\nit.only('runs alone', () => undefined);\n",
    by: 'no-restricted-syntax',
  },
  {
    does: 'a spec is skipped',
    path: 'services/complaints/src/complaint/fixture.spec.ts',
    text: "import { describe } from '@jest/globals';\ndescribe.skip('never', () => undefined);\n",
    by: 'no-restricted-syntax',
  },
];

const allowed: Fixture[] = [
  {
    does: 'the journeys start a service in their own process',
    path: 'services/journeys/src/house.ts',
    text: "import { complaints } from '../../complaints/src/service.js';\nexport const it = complaints;\n",
  },
  {
    does: 'a service imports the libs that are there for it',
    path: 'services/complaints/src/complaint/fixture.ts',
    text: [
      "import { Handles } from '@linli/bus';",
      "import { Role } from '@linli/contracts';",
      "import { Refusal } from '@linli/kernel';",
      "import { EntityManager } from '@mikro-orm/postgresql';",
      "import { Controller } from '@nestjs/common';",
      "import { Complaint } from './complaint.js';",
      'export const all = [Handles, Role, Refusal, EntityManager, Controller, Complaint];',
      '',
    ].join('\n'),
  },
  {
    does: 'an aggregate imports kernel, contracts, the core of the ORM and its workflow',
    path: 'services/complaints/src/complaint/complaint.ts',
    text: [
      "import { Role } from '@linli/contracts';",
      "import { raise } from '@linli/kernel';",
      "import { defineEntity } from '@mikro-orm/core';",
      "import { complaintWorkflow } from './complaint.workflow.js';",
      'export const all = [Role, raise, defineEntity, complaintWorkflow];',
      '',
    ].join('\n'),
  },
  {
    does: 'the spec of a service imports testing',
    path: 'services/complaints/src/complaint/fixture.int.spec.ts',
    text: "import { eventually } from '@linli/testing';\nexport const it = eventually;\n",
  },
];

/** One process for all texts: the graph of projects is read once. */
function lint(fixtures: Fixture[]): Finding[][] {
  const input = JSON.stringify(fixtures);
  const output = execFileSync(process.execPath, ['deploy/local/lint-text.mjs'], { input, encoding: 'utf8' });
  return JSON.parse(output) as Finding[][];
}

function folders(parent: string): string[] {
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${parent}/${entry.name}`);
}

describe('the borders', () => {
  let findings: Map<Fixture, Finding[]>;

  beforeAll(() => {
    const fixtures = [...refused, ...allowed];
    const results = lint(fixtures);
    findings = new Map(fixtures.map((fixture, index) => [fixture, results[index] ?? []]));
  }, 120_000);

  it.each(refused)('refuse that $does', (fixture) => {
    expect(findings.get(fixture)?.map(({ rule }) => rule)).toContain(fixture.by);
  });

  it.each(allowed)('let it pass that $does', (fixture) => {
    expect(findings.get(fixture)).toEqual([]);
  });
});

describe('every folder of libs and services is a project', () => {
  const projects = [...folders('libs'), ...folders('services'), 'deploy/local'];

  it.each(projects)('%s has the tags of its place', (folder) => {
    const name = path.basename(folder);
    const file = `${folder}/project.json`;
    expect(existsSync(file)).toBe(true);
    const project = JSON.parse(readFileSync(file, 'utf8')) as Project;
    expect(project.name).toBe(name);
    expect([...project.tags].sort()).toEqual([`name:${name}`, `type:${kindOf(folder)}`]);
  });

  it.each(projects)('%s is the package of its name', (folder) => {
    const manifest = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Record<string, unknown>;
    expect(manifest).toMatchObject({ name: `@linli/${path.basename(folder)}`, private: true, type: 'module' });
  });
});

describe('the graph of projects', () => {
  it('follows the imports, so that a change in a lib builds the services that use it', () => {
    const args = [path.resolve('node_modules/.bin/nx'), 'graph', '--print'];
    const env = { ...process.env, NX_DAEMON: 'false' };
    const output = execFileSync(process.execPath, args, { env, encoding: 'utf8', maxBuffer: 100_000_000 });
    const { graph } = JSON.parse(output) as { graph: { dependencies: Record<string, { target: string }[]> } };
    const targets = graph.dependencies['complaints']?.map(({ target }) => target);
    expect(targets).toEqual(expect.arrayContaining(['contracts', 'kernel', 'bus']));
  }, 60_000);
});

function kindOf(folder: string): string {
  if (folder.startsWith('libs/')) return 'lib';
  if (folder === 'deploy/local') return 'tool';
  if (folder === 'services/gateway') return 'gateway';
  return folder === 'services/journeys' ? 'journeys' : 'service';
}
