import type { Person } from '../issuer/people.js';

export interface Shown {
  url: string;
  people: readonly Person[];
  logs: string;
  health: readonly { name: string; url: string }[];
}

const RULE = 100;

/** The one table at the end of a start: where to look, whom to be, how to stop. */
export function table({ url, people, logs, health }: Shown): string {
  const places: [string, string][] = [
    ['API', url],
    ['API page', `${url}/docs`],
    ['OpenAPI', `${url}/openapi.json`],
    ['Health', health.map((each) => `${each.name} ${new URL(each.url).port}`).join(', ')],
    ['Logs', logs],
    ['Story', 'npm run story'],
    ['Stop', 'Ctrl-C'],
  ];
  const persons = people.map(({ id, name, department }): [string, string] => [id, `${name}  ${department}`]);
  const token = `curl -s ${url}/dev/token -H 'content-type: application/json' -d '{"person":"${people[0]?.id ?? ''}"}'`;
  return framed([places, [...twoColumns(persons), ['token', token]]]);
}

/** People side by side, so that the table fits a screen. */
function twoColumns(rows: [string, string][]): [string, string][] {
  const half = Math.ceil(rows.length / 2);
  return rows.slice(0, half).map(([id, who], index) => {
    const [otherId, otherWho] = rows[index + half] ?? ['', ''];
    return [id, `${pad(who, 32)}${pad(otherId, 24)}${otherWho}`.trimEnd()];
  });
}

function framed(blocks: [string, string][][]): string {
  const first = Math.max(...blocks.flat().map(([label]) => width(label)));
  const lines = blocks.map((block) => block.map(([label, text]) => `${pad(label, first)}  ${text}`));
  const rule = '─'.repeat(Math.min(RULE, Math.max(...lines.flat().map(width)) + 2));
  return [
    `┌${rule}`,
    ...lines.flatMap((block, index) => [...(index > 0 ? [`├${rule}`] : []), ...block.map((l) => `│ ${l}`)]),
    `└${rule}`,
  ].join('\n');
}

/** Filled up with blanks to so many columns of a terminal. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - width(text)));
}

/** Chinese characters and full-width signs take two columns of a terminal. */
function width(text: string): number {
  return [...text].reduce((columns, sign) => columns + (/[\u2e80-\u9fff\uff00-\uff60]/u.test(sign) ? 2 : 1), 0);
}
