import { describeObject, type Fields, type KubeObject } from './objects.js';

/** Where the schemas of an API group are; groups without a dot are Kubernetes' own, as are those that end in k8s.io. */
const OTHERS: Readonly<Record<string, string>> = {
  'gateway.networking.k8s.io': '@kubernetes-models/gateway-api',
  'keda.sh': '@kubernetes-models/keda',
  'postgresql.cnpg.io': '@kubernetes-models/cloudnative-pg',
};

/** The library still knows these; clusters of today do not. */
const REMOVED: Readonly<Record<string, string>> = {
  'autoscaling/v2beta1': '1.25',
  'autoscaling/v2beta2': '1.26',
  'batch/v1beta1': '1.25',
  'policy/v1beta1': '1.25',
  'extensions/v1beta1': '1.22',
  'networking.k8s.io/v1beta1': '1.22',
};

/** Published without a schema package: only these fields may stand below `spec`. */
const PLAIN: Readonly<Record<string, readonly string[]>> = {
  'barmancloud.cnpg.io/v1 ObjectStore': ['configuration', 'retentionPolicy', 'instanceSidecarConfiguration'],
};

interface Invalid {
  readonly errors?: readonly { instancePath: string; message?: string; keyword: string; params?: unknown }[];
}

/** What the schemas of its API say against an object: wrong types, missing fields, unknown fields, unknown or removed APIs. */
export async function fieldFaults(object: KubeObject): Promise<readonly string[]> {
  const { apiVersion, kind } = object;
  const who = describeObject(object);
  if (REMOVED[apiVersion]) return [`${who}: ${apiVersion} is gone since Kubernetes ${REMOVED[apiVersion]}`];
  const plain = PLAIN[`${apiVersion} ${kind}`];
  if (plain)
    return Object.keys(object['spec'] as Fields)
      .filter((field) => !plain.includes(field))
      .map((field) => `${who}: there is no field spec.${field}`);
  const [group = ''] = apiVersion.split('/');
  const module = `${OTHERS[group] ?? 'kubernetes-models'}/${apiVersion}`;
  const known = (await import(module).catch(() => ({}))) as Record<string, { prototype: { validate(): void } }>;
  const Model = known[kind];
  if (!Model) return [`${who}: there is no ${kind} in ${apiVersion}`];
  const read = new Reads();
  const faults: string[] = [];
  try {
    Model.prototype.validate.call(read.watched(object, ''));
  } catch (error) {
    const { errors } = error as Invalid;
    if (!errors) throw error;
    faults.push(...errors.map(({ instancePath, message, keyword }) => `${who}: ${instancePath} ${message ?? keyword}`));
  }
  return [
    ...faults,
    ...read.unread(object, '').map((path) => `${who}: there is no field ${path.slice(1).replaceAll('/', '.')}`),
  ];
}

/** Notes what a schema looks at: the schemas let unknown fields pass, but they never read them. */
class Reads {
  private readonly seen = new Map<string, Set<string>>();

  watched<T extends object>(target: T, path: string): T {
    const keys = new Set<string>();
    this.seen.set(path, keys);
    return new Proxy(target, {
      get: (from, key) => {
        const value = Reflect.get(from, key) as unknown;
        if (typeof key !== 'string') return value;
        keys.add(key);
        return typeof value === 'object' && value !== null ? this.watched(value, `${path}/${key}`) : value;
      },
      // A map, such as labels: every key is looked at.
      ownKeys: (from) => {
        Object.keys(from).forEach((key) => keys.add(key));
        return Reflect.ownKeys(from);
      },
    });
  }

  unread(value: object, path: string): string[] {
    const keys = this.seen.get(path);
    // The schema has no words for what is inside.
    if (!keys || keys.size === 0) return [];
    return Object.entries(value).flatMap(([key, inner]) => {
      if (!keys.has(key)) return [`${path}/${key}`];
      return typeof inner === 'object' && inner !== null ? this.unread(inner as object, `${path}/${key}`) : [];
    });
  }
}
