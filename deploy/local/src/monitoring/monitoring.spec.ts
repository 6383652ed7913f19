import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { parse } from 'yaml';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string };
}

const { groups } = parse(readFileSync('deploy/monitoring/alerts.yaml', 'utf8')) as { groups: { rules: Rule[] }[] };
const rules = groups.flatMap(({ rules: each }) => each);
const dashboard = JSON.parse(readFileSync('deploy/monitoring/dashboard.json', 'utf8')) as {
  panels: { title: string; targets: { expr: string }[] }[];
};
const handbook = readFileSync('deploy/README.md', 'utf8');

/** What is measured: by our own sources, by Node's client, and by the cluster. */
const measured = new Set([
  ...['libs/bus/src', 'libs/host/src', 'services/gateway/src']
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\bname: '([a-z]+(?:_[a-z]+)+)'/g)].map(([, name]) => name!),
    ),
  'process_cpu_seconds_total',
  'process_resident_memory_bytes',
  'kube_deployment_status_replicas_unavailable',
  'up',
]);

const FUNCTIONS =
  /^(histogram_quantile|sum|max|min|rate|increase|by|and|on|le|service|producer|consumer|status|route|deployment|namespace|label_values)$/;

function metricsIn(expression: string): string[] {
  const bare = expression.replace(/"[^"]*"/g, '').replace(/\[[^\]]*\]/g, '');
  const words = bare.match(/[a-z_]{2,}/g) ?? [];
  return words.filter((word) => !FUNCTIONS.test(word)).map((word) => word.replace(/_(bucket|count|sum)$/, ''));
}

it('every alert and every panel asks for what is measured', () => {
  const asked = [
    ...rules.map(({ expr }) => expr),
    ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ];
  expect(asked.length).toBeGreaterThan(20);
  const unknown = asked.flatMap((expression) => metricsIn(expression).filter((name) => !measured.has(name)));
  expect(unknown).toEqual([]);
  expect(metricsIn('sum(rate(outbox_waiting[5m])) > 0')).toEqual(['outbox_waiting']);
});

it('every alert says whom it wakes, and has a paragraph that says what to do', () => {
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  expect(rules.filter(({ labels }) => !['page', 'morning'].includes(labels.severity))).toEqual([]);
  expect(rules.filter(({ alert }) => !handbook.includes(`**${alert}**`)).map(({ alert }) => alert)).toEqual([]);
  const explained = [...handbook.matchAll(/^- \*\*([A-Z][a-z]+[A-Z]\w+)\*\*/gm)].map(([, name]) => name);
  expect(explained.filter((name) => !rules.some(({ alert }) => alert === name))).toEqual([]);
});

it('every metric of our own is explained to the operators', () => {
  const own = [...measured].filter((name) =>
    /^(handler|rpc|outbox|relay|broker|inbox|audit|dead_letter|consumer|http)_/.test(name),
  );
  expect(own.filter((name) => !handbook.includes(`\`${name}\``))).toEqual([]);
});
