/**
 * Lints texts as if they stood at the paths given, with the house's own rules: reads `[{ "path", "text" }]` from standard
 * input, prints per text the list of `{ "rule", "message" }`. Only the rules that need types are off, because a text
 * without a file has none.
 */
import { ESLint } from 'eslint';
import { text } from 'node:stream/consumers';
import tseslint from 'typescript-eslint';

const eslint = new ESLint({
  overrideConfig: [
    {
      files: ['**/*.ts'],
      ...tseslint.configs.disableTypeChecked,
      // What tsconfig.base.json would say, had the text a project.
      languageOptions: {
        parserOptions: { projectService: false, emitDecoratorMetadata: true, experimentalDecorators: true },
      },
    },
  ],
});
const results = [];
for (const file of JSON.parse(await text(process.stdin))) {
  const [result] = await eslint.lintText(file.text, { filePath: file.path });
  results.push(result.messages.map(({ ruleId, message }) => ({ rule: ruleId, message })));
}
process.stdout.write(JSON.stringify(results));
