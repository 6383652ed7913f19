import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

const root = join(import.meta.dirname, '../../..');

/** Who reads a sentence that is not written at the call but handed on, by file: the law finds the sentence where it was written. */
const handedOn: { readonly [file: string]: string } = {
  'libs/kernel/src/refusal.ts': 'the short forms hand on what they are called with',
  'libs/bus/src/commands.ts': 'a refusal that was kept is told again',
  'libs/bus/src/envelope.ts': 'the refusal of another service is told again',
  'services/property-move-in/src/household/known-household.ts': 'a refusal of `load` is told with a promise more',
  'libs/sheets/src/read-sheet.ts': 'what is wrong with a cell is said where it is taken from the file',
  'services/gateway/src/routes/bind.ts': 'a query field that is unknown is told those that there are',
};

/** Which argument is the sentence: of what makes a refusal, and of what says what is wrong with a cell, a path or a field without one. */
const sayers: ReadonlyMap<string, number> = new Map([
  ...['invalid', 'forbidden', 'notFound', 'conflict', 'rule'].map((kind) => [`refuse.${kind}`, 1] as const),
  ['Refusal', 2],
  ['Unreadable', 0],
  ['unreadable', 1],
]);
const ofGateway = [
  ['shaped', 2],
  ['flawed', 1],
] as const;

interface Sentence {
  readonly at: string;
  readonly text: string;
}

/** The sentences of refusals in a source, those of its constants and helpers included; and the places whose sentence cannot be found. */
function sentencesIn(file: string, content: string): { sentences: readonly Sentence[]; unknown: readonly string[] } {
  const source = ts.createSourceFile(file, content, ts.ScriptTarget.Latest, true);
  const sentences: Sentence[] = [];
  const unknown: string[] = [];
  const seen = new Set<ts.Node>();
  const sayersHere = new Map([...sayers, ...(file.startsWith('services/gateway') ? ofGateway : [])]);
  const at = (node: ts.Node) => `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;

  /** All values that an expression may have. */
  const say = (node: ts.Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (ts.isStringLiteralLike(node)) sentences.push({ at: at(node), text: node.text });
    else if (ts.isTemplateExpression(node)) sentences.push({ at: at(node), text: textOf(node) });
    else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(say);
    else if (ts.isObjectLiteralExpression(node)) node.properties.forEach((each) => say(messageOf(each) ?? each));
    else if (ts.isPropertyAssignment(node)) say(node.initializer);
    else if (ts.isElementAccessExpression(node) || ts.isPropertyAccessExpression(node)) say(node.expression);
    else if (!ts.isIdentifier(node) || !follow(node)) unknown.push(at(node));
  };
  const follow = (name: ts.Identifier): boolean => {
    const constant = find(source, (node) => ts.isVariableDeclaration(node) && node.name.getText() === name.text);
    if (constant && ts.isVariableDeclaration(constant) && constant.initializer) {
      // What is looked up in a table may be any of its entries.
      const { initializer } = constant;
      say(ts.isElementAccessExpression(initializer) ? initializer.expression : initializer);
      return true;
    }
    const helper = helperWith(name);
    if (!helper || sayersHere.has(helper.name)) return helper !== undefined;
    sayersHere.set(helper.name, helper.place);
    visit(source);
    return true;
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const place = sayersHere.get(node.expression.getText());
      const said = place === undefined ? undefined : node.arguments?.[place];
      if (said) say(said);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { sentences, unknown };
}

/** A template with … for what is filled in; the words it may be filled with stay. */
function textOf({ head, templateSpans }: ts.TemplateExpression): string {
  const words = (node: ts.Node): string =>
    ts.isStringLiteralLike(node) && /\p{Script=Han}/u.test(node.text)
      ? node.text
      : ts.isTemplateExpression(node)
        ? textOf(node)
        : (ts.forEachChild(node, words) ?? '');
  return (
    head.text + templateSpans.map(({ expression, literal }) => `${words(expression) || '…'}${literal.text}`).join('')
  );
}

/** Of an entry with several texts, the one that a person reads. */
const messageOf = (node: ts.Node): ts.Node | undefined =>
  ts.isPropertyAssignment(node) && ts.isObjectLiteralExpression(node.initializer)
    ? node.initializer.properties.find((each) => each.name?.getText() === 'message')
    : undefined;

function find(node: ts.Node, fits: (node: ts.Node) => boolean): ts.Node | undefined {
  return fits(node) ? node : ts.forEachChild(node, (child) => find(child, fits));
}

/** The function whose parameter is meant: who calls it says the sentence. */
function helperWith(name: ts.Identifier): { readonly name: string; readonly place: number } | undefined {
  for (let node: ts.Node = name; node.parent; node = node.parent) {
    if (!ts.isFunctionLike(node)) continue;
    const place = node.parameters.findIndex((each) => each.name.getText() === name.text);
    const { parent } = node;
    const own = ts.isFunctionDeclaration(node) ? node.name : ts.isVariableDeclaration(parent) ? parent.name : undefined;
    if (place >= 0 && own) return { name: own.getText(), place };
  }
  return undefined;
}

const HAN = /\p{Script=Han}/u;
const isChinese = ({ text }: Sentence): boolean => HAN.test(text) && !/[a-z]+ [a-z]+ [a-z]+/.test(text);
const isWellPointed = ({ text }: Sentence): boolean => !/\p{Script=Han} ?[,;:?!(]|[,;:?!)] ?\p{Script=Han}/u.test(text);
const told = (found: readonly Sentence[]) => found.map(({ at, text }) => `${at} ${text}`);

const sources = (['libs', 'services'] as const)
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name, 'src')))
  .flatMap((folder) => {
    try {
      return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
    } catch {
      return [];
    }
  })
  .filter((path) => path.endsWith('.ts') && !/\.spec\.ts$|[\\/](specs|test|testing|client|journeys)[\\/]/.test(path))
  .map((path) => [relative(root, path), readFileSync(path, 'utf8')] as const)
  .filter(([, content]) => /refuse\.|Refusal\(|Unreadable\(|unreadable\(|shaped\(/.test(content));
const all = sources.map(([file, content]) => sentencesIn(file, content));

/** They are read by consultants, cashiers and clerks; logs, configuration and the CLI are for others and English. */
describe('the sentence of a refusal', () => {
  const sentences = all.flatMap((each) => each.sentences);

  it('is Chinese', () => {
    expect(sentences.length).toBeGreaterThan(400);
    expect(told(sentences.filter((each) => !isChinese(each)))).toEqual([]);
  });

  it('has Chinese points', () => {
    expect(told(sentences.filter((each) => !isWellPointed(each)))).toEqual([]);
  });

  it('is found by this law wherever it is written', () => {
    const places = all.flatMap(({ unknown }) => unknown);
    expect(places.filter((at) => !(at.replace(/:\d+$/, '') in handedOn))).toEqual([]);
    expect(Object.keys(handedOn).filter((file) => !places.some((at) => at.startsWith(`${file}:`)))).toEqual([]);
  });

  it.each([
    ['at the call', `throw refuse.rule('a.b', 'Not so.');`],
    ['in a template', 'throw new Refusal("rule", "a.b", `Not ${so}.`);'],
    ['in a branch', `throw refuse.rule('a.b', so ? '不可。' : 'Not so.');`],
    ['in a constant', `const NOT_SO = 'Not so.'; throw refuse.rule('a.b', NOT_SO);`],
    ['in a table', `const words = { a: '不可。', b: 'Not so.' }; throw refuse.rule('a.b', words[kind]);`],
    ['in a helper', `const no = (message: string) => refuse.rule('a.b', message); throw no('Not so.');`],
    [
      'in a helper above its callers',
      `throw no('Not so.'); function no(said: string) { return refuse.rule('a', said); }`,
    ],
    ['beside Chinese words', `throw refuse.rule('a.b', 'This is not so (不可).');`],
  ])('is found when it is English %s', (_where, content) => {
    expect(sentencesIn('a.ts', content).sentences.filter((each) => !isChinese(each))).toHaveLength(1);
  });

  it('is found when its points are not Chinese', () => {
    const { sentences: found } = sentencesIn('a.ts', `throw refuse.rule('a.b', '不可,请核对。');`);
    expect(found.filter(isWellPointed)).toEqual([]);
  });
});
