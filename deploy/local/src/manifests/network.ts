import { selects, type Fields, type KubeObject, type Labels, type Selector } from './objects.js';

/** One end of a connection: a pod of the system by its labels, or anybody in a namespace, or somebody outside. */
export interface End {
  readonly labels?: Labels;
  readonly namespace?: string;
}

interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly port: number; readonly protocol?: string }[];
}
interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
}

/**
 * Which of its two ends lets a TCP connection through: the policies of the sender and those of the receiver. Pods without a policy are
 * open, as in a cluster; an end that is not ours has its own rules.
 */
export function ends(
  objects: readonly KubeObject[],
  from: End,
  to: End,
  port: number,
): { leaves: boolean; arrives: boolean } {
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy').map((policy) => policy['spec'] as Fields);
  return {
    leaves: allows(policies, 'Egress', from, to, port, 'egress', 'to'),
    arrives: allows(policies, 'Ingress', to, from, port, 'ingress', 'from'),
  };
}

function allows(
  policies: readonly Fields[],
  type: string,
  self: End,
  other: End,
  port: number,
  list: 'egress' | 'ingress',
  side: 'to' | 'from',
): boolean {
  if (!self.labels) return true;
  const { labels } = self;
  const own = policies.filter(
    (spec) => (spec['policyTypes'] as string[]).includes(type) && selects(spec['podSelector'] as Selector, labels),
  );
  if (own.length === 0) return true;
  return own.some((spec) =>
    ((spec[list] ?? []) as Rule[]).some((rule) => {
      const ports = rule.ports?.some((each) => each.port === port && (each.protocol ?? 'TCP') === 'TCP') ?? true;
      const peers = rule[side];
      return ports && (!peers || peers.some((peer) => isPeer(peer, other)));
    }),
  );
}

function isPeer({ podSelector, namespaceSelector }: Peer, { labels, namespace }: End): boolean {
  if (namespaceSelector) {
    const place: Labels = namespace === undefined ? {} : { 'kubernetes.io/metadata.name': namespace };
    return selects(namespaceSelector, place) && (!podSelector || selects(podSelector, labels ?? {}));
  }
  return namespace === undefined && labels !== undefined && selects(podSelector, labels);
}
