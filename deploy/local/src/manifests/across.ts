import { connections } from './connections.js';
import {
  describeObject,
  selects,
  workloadOf,
  type Container,
  type Fields,
  type KubeObject,
  type Labels,
  type Selector,
  type Workload,
} from './objects.js';

export interface Surroundings {
  /** The secrets that an operator makes, with their keys: name → keys. */
  readonly secrets: ReadonlyMap<string, readonly string[]>;
  readonly departments: readonly string[];
  /** Streams and durables that the provisioning step makes. */
  readonly durables: readonly { readonly stream: string; readonly consumer: string }[];
  /** Label of the database pods of a department. */
  readonly databaseOf: (department: string) => string;
}

/** What does not fit together in a rendered overlay, a sentence each. */
export function acrossFaults(objects: readonly KubeObject[], around: Surroundings): readonly string[] {
  const workloads = objects.flatMap((object) => workloadOf(object) ?? []);
  const one = { objects, workloads, around };
  return [
    ...doubles(objects),
    ...workloads.flatMap((workload) => [...podFaults(workload), ...references(workload, one)]),
    ...workloads.flatMap(selectorFaults),
    ...services(one),
    ...disruptions(one),
    ...scaling(one),
    ...entrances(one),
    ...clusterSecrets(one),
    ...connections(objects, around),
  ];
}

interface Whole {
  readonly objects: readonly KubeObject[];
  readonly workloads: readonly Workload[];
  readonly around: Surroundings;
}

const of = (objects: readonly KubeObject[], kind: string) => objects.filter((object) => object.kind === kind);
const named = (objects: readonly KubeObject[], kind: string, name: unknown) =>
  of(objects, kind).find(({ metadata }) => metadata.name === name);
const specOf = (object: KubeObject) => object['spec'] as Fields;

function doubles(objects: readonly KubeObject[]): string[] {
  const names = objects.map((object) => `${object.apiVersion} ${describeObject(object)}`);
  const spaces = new Set(objects.filter(({ kind }) => kind !== 'Namespace').map(({ metadata }) => metadata.namespace));
  const [place] = [...spaces];
  return [
    ...names.filter((name, at) => names.indexOf(name) !== at).map((name) => `${name} is there twice`),
    ...(spaces.size === 1 ? [] : [`the objects stand in several namespaces: ${[...spaces].join(', ')}`]),
    ...of(objects, 'Namespace').flatMap(({ metadata }) =>
      metadata.name === place ? [] : [`the namespace ${metadata.name} is made, but ${place} is used`],
    ),
  ];
}

/** Restricted pod security, sizes, images, probes and stop times. */
function podFaults({ object, pod }: Workload): string[] {
  const who = describeObject(object);
  const context = pod.securityContext ?? {};
  const laws: [boolean, string][] = [
    [context['runAsNonRoot'] === true && Number(context['runAsUser']) > 0, 'may run as root'],
    [(context['seccompProfile'] as Fields | undefined)?.['type'] === 'RuntimeDefault', 'has no seccomp profile'],
    [pod['automountServiceAccountToken'] === false, 'gets a token of the cluster'],
    [!pod['hostNetwork'] && !pod['hostPID'] && !pod['hostIPC'], "uses the host's namespaces"],
    [(pod.volumes ?? []).every((volume) => !volume['hostPath']), "reads the host's files"],
  ];
  return [
    ...laws.filter(([kept]) => !kept).map(([, broken]) => `${who} ${broken}`),
    ...pod.containers.flatMap((container) => containerFaults(who, container, object.kind)),
    ...stopFaults(who, pod, object.kind),
  ];
}

function containerFaults(who: string, container: Container, kind: string): string[] {
  const context = container.securityContext ?? {};
  const drops = ((context['capabilities'] as Fields | undefined)?.['drop'] ?? []) as string[];
  const { requests = {}, limits = {} } = container.resources ?? {};
  const probes = kind === 'Deployment' ? ['startupProbe', 'readinessProbe', 'livenessProbe'] : [];
  const laws: [boolean, string][] = [
    [context['allowPrivilegeEscalation'] === false, 'may gain privileges'],
    [context['readOnlyRootFilesystem'] === true, 'may write its root'],
    [drops.includes('ALL') && !(context['capabilities'] as Fields)['add'], 'has capabilities'],
    [Boolean(requests['cpu'] && requests['memory'] && limits['memory']), 'says not what it needs'],
    [
      /^[^/]+\/.+:[^:/]+$/.test(container.image) && !/:latest$/.test(container.image),
      `has no fixed image: ${container.image}`,
    ],
    ...probes.map((probe): [boolean, string] => [container[probe] !== undefined, `has no ${probe}`]),
  ];
  const ports = (container.ports ?? []).flatMap(({ name, containerPort }) => [name, containerPort]);
  const asked = probes.flatMap((probe) => {
    const port = (container[probe] as { httpGet?: { port: string | number } } | undefined)?.httpGet?.port;
    return port === undefined || ports.includes(port) ? [] : [`${probe} asks port ${port}, which is none`];
  });
  return [...laws.filter(([kept]) => !kept).map(([, broken]) => broken), ...asked].map((fault) => `${who} ${fault}`);
}

const SPARE_SECONDS = 10;

function stopFaults(who: string, pod: Workload['pod'], kind: string): string[] {
  if (kind !== 'Deployment') return [];
  const grace = pod.terminationGracePeriodSeconds ?? 30;
  return pod.containers.flatMap(({ lifecycle, env = [] }) => {
    const pause = lifecycle?.preStop?.sleep?.seconds ?? 0;
    const stop = Number(env.find(({ name }) => name === 'STOP_TIMEOUT_MS')?.value ?? 35_000) / 1_000;
    if (pause === 0) return [`${who} is sent requests while it stops: no preStop`];
    return pause + stop + SPARE_SECONDS <= grace
      ? []
      : [`${who} is killed after ${grace} s and needs ${pause + stop} s to stop`];
  });
}

function selectorFaults({ object, labels }: Workload): string[] {
  const selector = specOf(object)['selector'] as Selector | undefined;
  if (!selector || selects(selector, labels)) return [];
  return [`${describeObject(object)} selects other labels than its pods have`];
}

/** Every secret, configuration and account that a pod names exists, with the key it wants. */
function references({ object, pod }: Workload, { objects, around }: Whole): string[] {
  const who = describeObject(object);
  const faults: string[] = [];
  const account = pod.serviceAccountName;
  if (account && !named(objects, 'ServiceAccount', account))
    faults.push(`${who} runs as ${account}, which is not there`);
  const secret = (name: unknown, key: unknown) => {
    const keys = around.secrets.get(String(name));
    if (!keys) faults.push(`${who} wants the secret ${String(name)}, which nobody declares`);
    else if (!keys.includes(String(key)))
      faults.push(`${who} wants ${String(key)} of the secret ${String(name)}, which has no such key`);
  };
  const configuration = (name: unknown, keys: readonly unknown[]) => {
    const found = named(objects, 'ConfigMap', name);
    if (!found) faults.push(`${who} wants the configuration ${String(name)}, which is not there`);
    for (const key of found ? keys : [])
      if (!(String(key) in ((found!['data'] ?? {}) as Fields)))
        faults.push(`${who} wants ${String(key)} of the configuration ${String(name)}, which has no such key`);
  };
  for (const { env = [] } of pod.containers)
    for (const { valueFrom = {} } of env) {
      const [bySecret, byMap] = [valueFrom['secretKeyRef'], valueFrom['configMapKeyRef']] as (Fields | undefined)[];
      if (bySecret) secret(bySecret['name'], bySecret['key']);
      if (byMap) configuration(byMap['name'], [byMap['key']]);
    }
  for (const volume of pod.volumes ?? []) {
    const map = volume['configMap'] as Fields | undefined;
    if (map)
      configuration(
        map['name'],
        ((map['items'] ?? []) as Fields[]).map(({ key }) => key),
      );
  }
  return faults;
}

const podsOf = (workloads: readonly Workload[], selector: Labels) =>
  workloads.filter(({ labels }) => selects({ matchLabels: selector }, labels));

function services({ objects, workloads }: Whole): string[] {
  return of(objects, 'Service').flatMap((service) => {
    const who = describeObject(service);
    const { selector, ports } = specOf(service) as { selector: Labels; ports: { port: number; targetPort: unknown }[] };
    const pods = podsOf(workloads, selector);
    if (pods.length === 0) return [`${who} selects no pods`];
    if (pods.length > 1)
      return [`${who} selects the pods of ${pods.map(({ object }) => describeObject(object)).join(' and ')}`];
    const known = pods[0]!.pod.containers.flatMap((each) =>
      (each.ports ?? []).flatMap(({ name, containerPort }) => [name, containerPort]),
    );
    return ports
      .filter(({ targetPort }) => !known.includes(targetPort as string))
      .map(({ targetPort }) => `${who} leads to port ${String(targetPort)}, which its pods have not`);
  });
}

function disruptions({ objects, workloads }: Whole): string[] {
  return of(objects, 'PodDisruptionBudget')
    .filter((budget) => {
      const { selector } = specOf(budget) as { selector: Selector };
      return (
        workloads.filter(({ object, labels }) => object.kind === 'Deployment' && selects(selector, labels)).length !== 1
      );
    })
    .map((budget) => `${describeObject(budget)} protects no deployment or several`);
}

function scaling({ objects, around }: Whole): string[] {
  const scalers = [...of(objects, 'HorizontalPodAutoscaler'), ...of(objects, 'ScaledObject')];
  const targets = scalers.map((scaler) => (specOf(scaler)['scaleTargetRef'] as Fields)['name']);
  const deployments = of(objects, 'Deployment').map(({ metadata }) => metadata.name);
  const durables = around.durables.map(({ stream, consumer }) => `${stream} ${consumer}`);
  return [
    ...scalers
      .filter((_each, at) => !deployments.includes(targets[at] as string))
      .map((scaler) => `${describeObject(scaler)} scales a deployment that is not there`),
    ...deployments
      .filter((name) => targets.filter((target) => target === name).length !== 1)
      .map(
        (name) => `Deployment ${name} is scaled by ${targets.filter((target) => target === name).length} autoscalers`,
      ),
    ...of(objects, 'ScaledObject').flatMap((scaler) =>
      ((specOf(scaler)['triggers'] ?? []) as { type: string; metadata: Record<string, string> }[])
        .filter(
          ({ type, metadata: { stream, consumer } }) =>
            type === 'nats-jetstream' && !durables.includes(`${stream} ${consumer}`),
        )
        .map(({ metadata }) => `${describeObject(scaler)} watches ${metadata['consumer']}, which nobody provisions`),
    ),
  ];
}

/** The one way in: TLS, known backends, and nothing but a redirect without TLS. */
function entrances({ objects, around }: Whole): string[] {
  const listeners = of(objects, 'Gateway').flatMap((gateway) =>
    (specOf(gateway)['listeners'] as Fields[]).map((listener): Fields => ({ ...listener, of: gateway.metadata.name })),
  );
  const certificates = listeners.flatMap((listener) => {
    const refs = ((listener['tls'] as Fields | undefined)?.['certificateRefs'] ?? []) as Fields[];
    if (listener['protocol'] === 'HTTPS' && refs.length === 0)
      return [`listener ${String(listener['name'])} has no certificate`];
    return refs
      .filter(({ name }) => !around.secrets.get(String(name))?.includes('tls.crt'))
      .map(
        ({ name }) => `Gateway ${String(listener['of'])} wants the certificate ${String(name)}, which nobody declares`,
      );
  });
  const routes = of(objects, 'HTTPRoute').flatMap((route) => {
    const who = describeObject(route);
    const { parentRefs, rules } = specOf(route) as { parentRefs: Fields[]; rules: Fields[] };
    return [
      ...parentRefs.flatMap(({ name, sectionName }) => {
        const listener = listeners.find((each) => each['of'] === name && each['name'] === sectionName);
        if (!listener) return [`${who} hangs on ${String(name)}/${String(sectionName)}, which is not there`];
        const open = rules.some((rule) => ((rule['backendRefs'] ?? []) as Fields[]).length > 0);
        return listener['protocol'] === 'HTTP' && open ? [`${who} answers without TLS`] : [];
      }),
      ...rules
        .flatMap((rule) => (rule['backendRefs'] ?? []) as Fields[])
        .filter(({ name, port }) => {
          const service = named(objects, 'Service', name);
          return !service || !(specOf(service)['ports'] as Fields[]).some((each) => each['port'] === port);
        })
        .map(({ name, port }) => `${who} leads to ${String(name)}:${Number(port)}, which is not there`),
    ];
  });
  return [...certificates, ...routes];
}

function clusterSecrets({ objects, around }: Whole): string[] {
  return of(objects, 'Cluster').flatMap((cluster) => {
    const spec = specOf(cluster) as {
      bootstrap?: { initdb?: { secret?: Fields; postInitApplicationSQLRefs?: { configMapRefs: Fields[] } } };
      managed?: { roles: { name: string; passwordSecret: Fields }[] };
      superuserSecret?: Fields;
    };
    const secrets = [
      spec.bootstrap?.initdb?.secret,
      spec.superuserSecret,
      ...(spec.managed?.roles ?? []).map((role) => role.passwordSecret),
    ];
    const maps = spec.bootstrap?.initdb?.postInitApplicationSQLRefs?.configMapRefs ?? [];
    return [
      ...secrets
        .filter((secret) => secret && !around.secrets.get(String(secret['name']))?.includes('password'))
        .map(
          (secret) => `${describeObject(cluster)} wants the password ${String(secret!['name'])}, which nobody declares`,
        ),
      ...maps
        .filter(({ name, key }) => !(String(key) in ((named(objects, 'ConfigMap', name)?.['data'] ?? {}) as Fields)))
        .map(
          ({ name, key }) => `${describeObject(cluster)} wants ${String(key)} of ${String(name)}, which is not there`,
        ),
    ];
  });
}
