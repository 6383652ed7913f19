import { ends, type End } from './network.js';
import type { Fields, KubeObject } from './objects.js';

export interface ConnectionsAround {
  readonly departments: readonly string[];
  /** Label of the database pods of a department. */
  readonly databaseOf: (department: string) => string;
}

/** The real connections of the house pass the policies, and some that must not do not. */
export function connections(objects: readonly KubeObject[], around: ConnectionsAround): readonly string[] {
  const pod = (name: string, component = 'service'): End => ({
    labels: {
      'app.kubernetes.io/name': name,
      'app.kubernetes.io/component': component,
      'app.kubernetes.io/part-of': 'linli',
    },
  });
  const nats: End = { labels: { 'app.kubernetes.io/name': 'nats' } };
  const database = (department: string): End => ({ labels: { 'cnpg.io/cluster': around.databaseOf(department) } });
  const [monitoring, outside] = [{ namespace: 'monitoring' }, { namespace: 'somewhere' }];
  const gateway = pod('gateway');
  const wanted: [string, End, End, number][] = around.departments.flatMap((name): [string, End, End, number][] => [
    [`${name} to NATS`, pod(name), nats, 4222],
    [`${name} to its database`, pod(name), database(name), 5432],
    [`the migration of ${name} to its database`, pod(name, 'migration'), database(name), 5432],
    [`${name} to the identity provider`, pod(name), {}, 443],
    [`${name} to the collector of traces`, pod(name), monitoring, 4318],
    [`Prometheus to ${name}`, monitoring, pod(name), 9100],
    [`the operator to the database of ${name}`, { namespace: 'cnpg-system' }, database(name), 8000],
  ]);
  wanted.push(
    ['the entrance to the gateway', { namespace: 'gateway-system' }, gateway, 3000],
    ['Prometheus to the gateway', monitoring, gateway, 3000],
    ['the gateway to NATS', gateway, nats, 4222],
    ['the gateway to the identity provider', gateway, {}, 443],
    ['the provisioning to NATS', pod('provision', 'provision'), nats, 4222],
    ['NATS to its other nodes', nats, nats, 6222],
    ['KEDA to NATS', { namespace: 'keda' }, nats, 8222],
  );
  const unwanted: [string, End, End, number][] = around.departments.flatMap((name): [string, End, End, number][] => [
    [`the gateway to the database of ${name}`, gateway, database(name), 5432],
    [`somebody to ${name}`, outside, pod(name), 9100],
    [`somebody to the database of ${name}`, outside, database(name), 5432],
    [`${name} to the gateway`, pod(name), gateway, 3000],
    [`the migration of ${name} to NATS`, pod(name, 'migration'), nats, 4222],
    ...around.departments
      .filter((other) => around.databaseOf(other) !== around.databaseOf(name))
      .map((other): [string, End, End, number] => [
        `${name} to the database of ${other}`,
        pod(name),
        database(other),
        5432,
      ]),
  ]);
  unwanted.push(['somebody to the gateway', outside, gateway, 3000], ['somebody to NATS', outside, nats, 4222]);
  const closed = objects.some((policy) => {
    if (policy.kind !== 'NetworkPolicy') return false;
    const { podSelector, policyTypes, ingress, egress } = policy['spec'] as Fields;
    const both = JSON.stringify([...((policyTypes ?? []) as string[])].sort()) === '["Egress","Ingress"]';
    return JSON.stringify(podSelector) === '{}' && both && !ingress && !egress;
  });
  return [
    ...(closed ? [] : ['pods without a policy of their own are open: no policy closes the namespace']),
    ...wanted.flatMap(([what, from, to, port]) => {
      const { leaves, arrives } = ends(objects, from, to, port);
      return leaves && arrives ? [] : [`${what} is cut off`];
    }),
    // Between pods of ours both ends must refuse; against a stranger only ours can.
    ...unwanted.flatMap(([what, from, to, port]) => {
      const { leaves, arrives } = ends(objects, from, to, port);
      return arrives || (from.labels && leaves) ? [`${what} is open`] : [];
    }),
  ];
}
