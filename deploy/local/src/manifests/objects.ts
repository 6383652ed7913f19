import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

export type Fields = Record<string, unknown>;

/** A Kubernetes object as it stands in a manifest. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Labels };
  readonly [field: string]: unknown;
}
export type Labels = Readonly<Record<string, string>>;

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: Fields }[];
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
  readonly resources?: { readonly requests?: Fields; readonly limits?: Fields };
  readonly securityContext?: Fields;
  readonly lifecycle?: { readonly preStop?: { readonly sleep?: { readonly seconds: number } } };
  readonly [field: string]: unknown;
}

export interface PodSpec {
  readonly containers: readonly Container[];
  readonly serviceAccountName?: string;
  readonly terminationGracePeriodSeconds?: number;
  readonly securityContext?: Fields;
  readonly volumes?: readonly Fields[];
  readonly [field: string]: unknown;
}

/** What makes pods, with the labels and the specification of those pods. */
export interface Workload {
  readonly object: KubeObject;
  readonly labels: Labels;
  readonly pod: PodSpec;
}

export const kubernetes = (...path: string[]): string => join('deploy', 'kubernetes', ...path);

/** The documents of a file or of what kubectl printed. */
export const documents = (text: string): KubeObject[] =>
  parseAllDocuments(text, { merge: true }).flatMap((each) => {
    const value = each.toJS() as KubeObject | null;
    return value ? [value] : [];
  });

export const readObjects = (file: string): KubeObject[] => documents(readFileSync(file, 'utf8'));

/** `KUBECTL_BIN` or the kubectl on the PATH, if it can render; otherwise the sentence that says what is missing. */
export function findKubectl(): { readonly program: string } | { readonly missing: string } {
  const program = process.env['KUBECTL_BIN'] || 'kubectl';
  try {
    execFileSync(program, ['kustomize', '--help'], { stdio: 'ignore' });
    return { program };
  } catch {
    return {
      missing: `${program} does not run here, so no manifest is rendered or checked; put kubectl 1.30 or later on the PATH or name it in KUBECTL_BIN`,
    };
  }
}

/** What `kubectl kustomize` makes of a folder below deploy/kubernetes. */
export const render = (program: string, ...folder: string[]): KubeObject[] =>
  documents(
    execFileSync(program, ['kustomize', kubernetes(...folder)], { encoding: 'utf8', maxBuffer: 64 * 1_024 ** 2 }),
  );

export const describeObject = ({ kind, metadata }: KubeObject): string => `${kind} ${metadata.name}`;

/** The pods that an object makes, if it makes any. */
export function workloadOf(object: KubeObject): Workload | undefined {
  const spec = object['spec'] as Fields | undefined;
  const holder = object.kind === 'CronJob' ? ((spec?.['jobTemplate'] as Fields)['spec'] as Fields) : spec;
  const template = holder?.['template'] as { metadata?: { labels?: Labels }; spec: PodSpec } | undefined;
  if (!template || !['Deployment', 'Job', 'CronJob', 'StatefulSet', 'DaemonSet'].includes(object.kind))
    return undefined;
  return { object, labels: template.metadata?.labels ?? {}, pod: template.spec };
}

export interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly { key: string; operator: string; values?: readonly string[] }[];
}

/** Whether labels satisfy a selector; an empty one is satisfied by all. */
export function selects(selector: Selector | undefined, labels: Labels): boolean {
  if (!selector) return false;
  const exact = Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  return (
    exact &&
    (selector.matchExpressions ?? []).every(({ key, operator, values = [] }) => {
      const has = labels[key] !== undefined;
      if (operator === 'Exists') return has;
      if (operator === 'DoesNotExist') return !has;
      return operator === 'In' ? has && values.includes(labels[key]!) : !(has && values.includes(labels[key]!));
    })
  );
}
