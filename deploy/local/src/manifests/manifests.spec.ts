import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { departments } from '@linli/contracts';
import { parse } from 'yaml';
import type { Topology } from '../broker/topology.js';
import { acrossFaults, type Surroundings } from './across.js';
import { fieldFaults } from './fields.js';
import { at, plantedFaults } from './planted-faults.js';
import { findKubectl, kubernetes, readObjects, render, type Fields, type KubeObject } from './objects.js';

const kubectl = findKubectl();
const topology = JSON.parse(readFileSync('deploy/nats/topology.json', 'utf8')) as Topology;
const streamOf = (service: string) => `EVT_${service.toUpperCase().replaceAll('-', '_')}`;
const keysOf = ({ stringData }: KubeObject) => Object.keys(stringData as Fields);

/** The secrets as they are declared beside the manifests, under the names that a department's prefix gives them. */
function declaredSecrets(): Map<string, readonly string[]> {
  const prefixed: [string, string][] = [
    ...departments.map((name): [string, string] => [`${name}-`, kubernetes('base', 'department', 'secrets.yaml')]),
    ['gateway-', kubernetes('gateway', 'secrets.yaml')],
    ['', kubernetes('platform', 'secrets.yaml')],
    ['', kubernetes('overlays', 'dev', 'postgres', 'secrets.yaml')],
  ];
  return new Map(
    prefixed.flatMap(([prefix, file]) =>
      readObjects(file).map((secret): [string, readonly string[]] => [prefix + secret.metadata.name, keysOf(secret)]),
    ),
  );
}

const around = (overlay: string): Surroundings => ({
  secrets: declaredSecrets(),
  departments,
  durables: topology.consumers.map(({ consumer, producer }) => ({
    stream: streamOf(producer),
    consumer: `${consumer}--from--${producer}`,
  })),
  databaseOf: (department) => (overlay === 'dev' ? 'shared' : `${department}-postgres`),
});

async function faultsOf(objects: readonly KubeObject[], overlay: string): Promise<readonly string[]> {
  const fields = await Promise.all(objects.map(fieldFaults));
  return [...fields.flat(), ...acrossFaults(objects, around(overlay))];
}

it('what renders manifests is here, or it is said what is missing', () => {
  if ('missing' in kubectl) process.stderr.write(`${kubectl.missing}\n`);
  expect('missing' in kubectl ? kubectl.missing : kubectl.program).toContain('kubectl');
});

describe('the folders', () => {
  const lines = (file: string) => readFileSync(file, 'utf8').trim().split('\n').length;

  it.each(departments)('%s needs at most 15 lines of its own', (name) => {
    const own = [
      kubernetes('departments', name, 'kustomization.yaml'),
      kubernetes('departments', name, 'names.yaml'),
      ...['dev', 'prod'].map((overlay) => kubernetes('overlays', overlay, name, 'kustomization.yaml')),
    ];
    expect(own.reduce((sum, file) => sum + lines(file), 0)).toBeLessThanOrEqual(15);
  });

  it('hold no secret: what is declared is a description, and nothing is generated from a file of secrets', () => {
    const files = readdirSync(kubernetes(), { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.yaml'),
    );
    const texts = files.map((file) => ({ file, text: readFileSync(kubernetes(file), 'utf8') }));
    expect(texts.filter(({ text }) => text.includes('secretGenerator')).map(({ file }) => file)).toEqual([]);
    const secrets = files
      .filter((file) => !file.endsWith('kustomization.yaml') && !/(without|ports|network|entrance)\.yaml$/.test(file))
      .flatMap((file) => readObjects(kubernetes(file)))
      .filter(({ kind }) => kind === 'Secret');
    expect(secrets.length).toBeGreaterThan(8);
    const local = 'config.kubernetes.io/local-config';
    expect(
      secrets.filter(({ metadata }) => (metadata as { annotations?: Fields }).annotations?.[local] !== 'true'),
    ).toEqual([]);
  });

  it('the broker of a cluster has three nodes, writes each event to its disk, has a user for each, and room for all streams', () => {
    const values = parse(readFileSync('deploy/nats/values.yaml', 'utf8')) as {
      config: { cluster: Fields; jetstream: { merge: Fields; fileStore: { pvc: { size: string } } }; merge: Fields };
      container: { env: Record<string, { valueFrom: { secretKeyRef: { name: string; key: string } } } | string> };
    };
    expect(values.config.cluster).toEqual({ enabled: true, replicas: 3 });
    expect(values.config.jetstream.merge).toEqual({ sync_interval: 'always' });
    expect(Number.parseInt(values.config.jetstream.fileStore.pvc.size, 10)).toBeGreaterThan(
      topology.streams.length * 5 + 1,
    );
    expect(values.config.merge['$include']).toBe('./users/users.conf');
    const needed = [...readFileSync('deploy/nats/users.conf', 'utf8').matchAll(/password: \$(\w+)/g)].map(
      ([, name]) => name!,
    );
    const given = Object.entries(values.container.env).filter(([name]) => name.startsWith('NATS_'));
    expect(given.map(([name]) => name).sort()).toEqual([...needed].sort());
    const declared = declaredSecrets();
    for (const [name, from] of given) {
      const { secretKeyRef } = (from as { valueFrom: { secretKeyRef: { name: string; key: string } } }).valueFrom;
      expect(secretKeyRef.key).toBe(name);
      expect(declared.get(secretKeyRef.name)).toContain(name);
    }
  });
});

if ('program' in kubectl) {
  const { program } = kubectl;
  const prod = render(program, 'overlays', 'prod');
  const dev = render(program, 'overlays', 'dev');

  describe.each(['dev', 'prod'])('the overlay %s', (overlay) => {
    const objects = overlay === 'prod' ? prod : dev;

    it('has no wrong field and nothing that does not fit together', async () => {
      expect(await faultsOf(objects, overlay)).toEqual([]);
    });

    it('has one registry and one tag for all programs', () => {
      const text = readFileSync(kubernetes('overlays', overlay, 'settings', 'values', 'images.env'), 'utf8');
      const [, registry = '', tag = ''] = /registry=(.*)\ntag=(.*)\n/.exec(text) ?? [];
      const images = JSON.stringify(objects).match(/"image(Name)?":"[^"]+"/g) ?? [];
      const strangers = images
        .map((each) => each.replace(/^.*:"|"$/g, ''))
        .filter(
          (each) => !each.startsWith(`${registry}/`) || (!each.includes('/postgresql:') && !each.endsWith(`:${tag}`)),
        );
      expect(strangers).toEqual([]);
    });
  });

  it.each([...departments.map((name) => ['prod', name] as const), ['dev', 'complaints'] as const])(
    'the overlay %s has a part for %s that is deployed alone and is the same as in the whole',
    (overlay, name) => {
      const whole = new Set((overlay === 'prod' ? prod : dev).map((object) => JSON.stringify(object)));
      const alone = render(program, 'overlays', overlay, name);
      expect(alone.map(({ kind }) => kind)).toEqual(
        expect.arrayContaining(['Deployment', 'Job', 'Service', 'NetworkPolicy']),
      );
      expect(alone.filter((object) => !whole.has(JSON.stringify(object)))).toEqual([]);
      expect(alone.filter(({ metadata }) => !metadata.name.startsWith(`${name}-`))).toEqual([]);
    },
  );

  it('development has one database server, production one for each department with two copies and backups', () => {
    const clusters = (objects: readonly KubeObject[]) => objects.filter(({ kind }) => kind === 'Cluster');
    expect(clusters(dev).map(({ metadata }) => metadata.name)).toEqual(['shared']);
    expect(
      clusters(prod)
        .map(({ metadata }) => metadata.name)
        .sort(),
    ).toEqual(departments.map((name) => `${name}-postgres`).sort());
    for (const cluster of clusters(prod)) {
      expect(cluster['spec']).toMatchObject({
        instances: 3,
        postgresql: { synchronous: { method: 'any', number: 1 } },
      });
      const [backup] = prod.filter(
        ({ kind, metadata }) => kind === 'ScheduledBackup' && metadata.name === cluster.metadata.name,
      );
      expect(backup?.['spec']).toMatchObject({ cluster: { name: cluster.metadata.name } });
    }
  });

  it.each(departments)('the database of %s is made of its backups and archives under another name', async (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'linli-restore-'));
    const parts = { resources: ['overlays/prod/' + name], components: ['restore'] };
    const from = (part: string) => relative(realpathSync(folder), realpathSync(kubernetes(part)));
    const lines = Object.entries(parts).map(([kind, [part]]) => `${kind}: [${from(part!)}]\n`);
    writeFileSync(join(folder, 'kustomization.yaml'), lines.join(''));
    const objects = render(program, relative(kubernetes(), folder));
    rmSync(folder, { recursive: true });
    const cluster = objects.find(({ kind }) => kind === 'Cluster')!;
    expect(await fieldFaults(cluster)).toEqual([]);
    const empty = prod.find(({ kind, metadata }) => kind === 'Cluster' && metadata.name === `${name}-postgres`)!;
    const { database, owner, secret } = at(empty, 'spec.bootstrap.initdb');
    expect(at(cluster, 'spec.bootstrap')).toEqual({ recovery: { source: 'before', database, owner, secret } });
    const store = { barmanObjectName: `${name}-postgres-backups` };
    expect(at(cluster, 'spec.externalClusters.0')).toMatchObject({
      name: 'before',
      plugin: { parameters: { ...store, serverName: `${name}-postgres` } },
    });
    expect(at(cluster, 'spec.plugins.0.parameters')).toEqual({ ...store, serverName: 'restored-1' });
  });

  describe('a planted fault is found:', () => {
    it.each(plantedFaults)('%s', async (_fault, kind, name, spoil, found) => {
      const copy = structuredClone(prod);
      const object = copy.find((each) => each.kind === kind && each.metadata.name === name);
      expect(object).toBeDefined();
      spoil(object as never);
      expect((await faultsOf(copy, 'prod')).join('\n')).toContain(found);
    });
  });
}
