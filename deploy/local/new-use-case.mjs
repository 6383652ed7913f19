/**
 * Begins a use case: `npm run new -- <service> <aggregate> <verb>`, for example `npm run new -- complaints complaint escalate`.
 * Writes the contract, the handler and its spec, and registers the handler; the rule itself is left to the aggregate.
 * Options: --role=<ROLE> who may do it, --summary=<Chinese name of the form>. Works on the tree it is called in.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import prettier from 'prettier';

const usage = 'Usage: npm run new -- <service> <aggregate> <verb> [--role=ROLE] [--summary=TEXT]';

class Misuse extends Error {}

const pascal = (kebab) => kebab.replace(/(^|-)([a-z])/g, (_, __, letter) => letter.toUpperCase());
const camel = (kebab) => kebab.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
const words = (kebab) => kebab.replaceAll('-', ' ');

/** What the generator has to know, read from the code that is there. */
function plan([service, aggregate, verb], options) {
  for (const name of [service, aggregate, verb]) {
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name ?? ''))
      throw new Misuse(`${usage}\nNames are small letters: move-in-case.`);
  }
  const folder = `services/${service}/src/${aggregate}`;
  const contract = `libs/contracts/src/${service}/${aggregate}.ts`;
  const services = readdirSync('services').filter((each) => existsSync(`services/${each}/src/app.module.ts`));
  if (!services.includes(service)) {
    throw new Misuse(`There is no service ${service} with an app.module.ts; there are: ${services.join(', ')}.`);
  }
  if (!existsSync(`${folder}/${aggregate}.ts`) || !existsSync(contract)) {
    throw new Misuse(`${service} has no aggregate ${aggregate}: ${folder}/${aggregate}.ts and ${contract} come first.`);
  }
  // A verb with its own noun (approve-plan) stands by itself, a bare one (escalate) takes the aggregate's.
  const file = verb.includes('-') ? verb : `${verb}-${aggregate}`;
  const use = { service, aggregate, verb, folder, contract, file, command: pascal(file), entity: pascal(aggregate) };
  for (const taken of [`${folder}/${file}.ts`, `${folder}/${file}.int.spec.ts`]) {
    if (existsSync(taken)) throw new Misuse(`${taken} is there already; take another verb.`);
  }
  const contracts = readFileSync(contract, 'utf8');
  if (contracts.includes(`class ${use.command} `)) throw new Misuse(`${contract} has a ${use.command} already.`);
  const idField = `${camel(aggregate)}Id`;
  const role = options.role ?? /Role\.([A-Z_]+)/.exec(contracts)?.[1];
  if (!role) throw new Misuse(`Say who may do it: --role=… (the roles stand in libs/contracts/src/roles.ts).`);
  if (!readFileSync('libs/contracts/src/roles.ts', 'utf8').includes(`  ${role}: `)) {
    throw new Misuse(`${role} is no role of libs/contracts/src/roles.ts.`);
  }
  const route = new RegExp(`'[A-Z]+ (/[^']*/:${idField})[/']`).exec(contracts)?.[1] ?? `/${aggregate}s/:${idField}`;
  const summary = options.summary ?? `${words(file)}`;
  return { ...use, idField, role, stranger: role === 'BANK' ? 'CASHIER' : 'BANK', route, summary };
}

/** Adds names to an import of the file, or the import itself. */
function imported(text, from, ...names) {
  const statement = new RegExp(`import \\{([^}]*)\\} from '${from.replaceAll('.', '\\.')}';`).exec(text);
  const there = statement
    ? statement[1]
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean)
    : [];
  const all = [...new Set([...there, ...names])].sort((a, b) =>
    a.replace(/^type /, '').localeCompare(b.replace(/^type /, '')),
  );
  const line = `import { ${all.join(', ')} } from '${from}';`;
  return statement ? text.replace(statement[0], line) : `${line}\n${text}`;
}

function withContract(text, use) {
  const contract = `
export class ${use.command} {
  static readonly subject = 'cmd.${use.service}.${use.aggregate}.${use.verb}';
  static readonly http = 'POST ${use.route}/${use.verb}';
  static readonly roles = [Role.${use.role}] as const;
  static readonly reply = ${use.entity}View;
  static readonly summary = '${use.summary}';

  @Id() ${use.idField}!: string;
  @Version() version!: number;
}
`;
  return imported(imported(text, '../roles.js', 'Role'), '../fields.js', 'Id', 'Version').trimEnd() + `\n${contract}`;
}

/**
 * How the steps of this aggregate answer, learnt from one that is there: its name for the aggregate and its last line. An
 * aggregate without steps answers with `view(…)` of its view file.
 */
function answering(use) {
  const loads = new RegExp(`const (\\w+) = await load\\(this\\.em, ${use.entity}, ${use.idField}, version\\);`);
  for (const name of readdirSync(use.folder).sort()) {
    const text = name.endsWith('.ts') ? readFileSync(`${use.folder}/${name}`, 'utf8') : '';
    const variable = loads.exec(text)?.[1];
    const [, answer, maker] = new RegExp(`return ((\\w+)\\((?:this\\.em, )?${variable}\\));`).exec(text) ?? [];
    const from = maker && new RegExp(`import \\{[^}]*\\b${maker}\\b[^}]*\\} from '(\\.[^']+)'`).exec(text)?.[1];
    if (from) return { variable, answer, maker, from };
  }
  const file = `${use.folder}/${use.aggregate}.view.ts`;
  const variable = camel(use.aggregate);
  if (existsSync(file) && /export (function view\([^,)]*\)|const view = )/.test(readFileSync(file, 'utf8'))) {
    return { variable, answer: `view(${variable})`, maker: 'view', from: `./${use.aggregate}.view.js` };
  }
  throw new Misuse(`Nothing in ${use.folder} shows how a ${use.entity}View is made: write view() in ${file} first.`);
}

function handler(use) {
  const { variable, answer, maker, from } = answering(use);
  return `import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load } from '@linli/bus';
import { ${use.command}, type ${use.entity}View } from '@linli/contracts';
import { ${use.entity} } from './${use.aggregate}.js';
import { ${maker} } from '${from}';

@Controller()
export class ${use.command}Handler {
  constructor(private readonly em: EntityManager) {}

  @Handles(${use.command})
  async handle({ ${use.idField}, version }: ${use.command}): Promise<${use.entity}View> {
    const ${variable} = await load(this.em, ${use.entity}, ${use.idField}, version);
    return ${answer};
  }
}
`;
}

function spec(use) {
  const service = `services/${use.service}/src/service.ts`;
  const text = existsSync(service) ? readFileSync(service, 'utf8') : '';
  const definition = /export const (\w+): ServiceDefinition/.exec(text)?.[1];
  if (!definition) throw new Misuse(`${service} exports no ServiceDefinition.`);
  return `import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ${use.command} } from '@linli/contracts';
import { newId } from '@linli/kernel';
import { colleague, ServiceUnderTest } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { ${definition} } from '../service.js';

const message = () => ({ ${use.idField}: newId(), version: 1 });

describe('${pascal(use.file).replace(/(?!^)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}', () => {
  let department: ServiceUnderTest;
  beforeAll(async () => {
    department = await ServiceUnderTest.start(AppModule, ${definition});
  }, 60_000);
  afterAll(() => department.stop());

  test('a ${words(use.aggregate)} that does not exist is refused', async () => {
    const refusal = await department.refusal(colleague('${use.role}'), ${use.command}, message());
    expect(refusal).toMatchObject({ kind: 'not-found', code: '${use.aggregate}.not-found' });
  });

  test('a role that may not is refused', async () => {
    const refusal = await department.refusal(colleague('${use.stranger}'), ${use.command}, message());
    expect(refusal).toMatchObject({ kind: 'forbidden' });
  });
});
`;
}

/** One import and one line in the table of contents, beside the others of the aggregate. */
function registered(text, use) {
  const line = `import { ${use.command}Handler } from './${use.aggregate}/${use.file}.js';`;
  const imports = [...text.matchAll(/^import .*$/gm)];
  const beside = imports.filter(([each]) => each.includes(`'./${use.aggregate}/`));
  const after = (beside.at(-1) ?? imports.at(-1))[0];
  const names = beside.flatMap(
    ([each]) =>
      /\{([^}]*)\}/
        .exec(each)?.[1]
        .split(',')
        .map((name) => name.trim()) ?? [],
  );
  const at = text.indexOf('controllers: [');
  if (at < 0) throw new Misuse(`services/${use.service}/src/app.module.ts has no list of controllers.`);
  const end = text.indexOf('\n  ],', at);
  const lines = text.slice(at, end).split('\n');
  const place = lines.findLastIndex((each) => names.includes(each.trim().replace(/,$/, '')));
  lines.splice(place < 0 ? lines.length : place + 1, 0, `    ${use.command}Handler,`);
  return (text.slice(0, at) + lines.join('\n') + text.slice(end)).replace(after, `${after}\n${line}`);
}

async function main(args) {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { role: { type: 'string' }, summary: { type: 'string' } },
  });
  if (positionals.length !== 3) throw new Misuse(usage);
  const use = plan(positionals, values);
  const module = `services/${use.service}/src/app.module.ts`;
  const files = {
    [use.contract]: withContract(readFileSync(use.contract, 'utf8'), use),
    [`${use.folder}/${use.file}.ts`]: handler(use),
    [`${use.folder}/${use.file}.int.spec.ts`]: spec(use),
    [module]: registered(readFileSync(module, 'utf8'), use),
  };
  for (const [file, text] of Object.entries(files)) {
    const style = await prettier.resolveConfig(path.resolve(file));
    writeFileSync(file, await prettier.format(text, { ...style, filepath: file }));
    process.stdout.write(`  ${file}\n`);
  }
  process.stdout.write(
    `${use.command} is there, for ${use.role}. Now its fields in the contract, its rule as ${use.entity}.${camel(use.verb)}() and its spec.\n`,
  );
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Misuse) && error.code?.startsWith('ERR_PARSE_ARGS') !== true) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
