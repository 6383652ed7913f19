import { durableOf, streamOf } from '@linli/bus';
import type { Voice } from '../docs/scan.js';
import { producersOf } from './topology.js';

const HEAD = '# Written by `npm run docs` from the reactions; a spec compares.';
const [FEWEST, MOST] = [2, 6];
/** Events that wait for one replica before another one is started. */
const LAG = 500;

/**
 * How a department grows: by the CPU of its requests and, where it listens to others, by the events that wait for it. One autoscaler
 * owns the number of replicas, so the one that knows the lag takes the CPU along.
 */
export function scalingOf(voice: Voice): string {
  const producers = producersOf(voice);
  const lines = producers.length === 0 ? byCpu() : byLag(voice.service, producers);
  return `${[HEAD, ...lines].join('\n')}\n`;
}

const byCpu = () => [
  'apiVersion: autoscaling/v2',
  'kind: HorizontalPodAutoscaler',
  'metadata:',
  '  name: service',
  'spec:',
  '  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: service }',
  `  minReplicas: ${FEWEST}`,
  `  maxReplicas: ${MOST}`,
  '  metrics:',
  '    - type: Resource',
  '      resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } }',
  '  behavior:',
  '    scaleDown: { stabilizationWindowSeconds: 300 }',
];

const byLag = (consumer: string, producers: readonly string[]) => [
  'apiVersion: keda.sh/v1alpha1',
  'kind: ScaledObject',
  'metadata:',
  '  name: service',
  'spec:',
  '  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: service }',
  `  minReplicaCount: ${FEWEST}`,
  `  maxReplicaCount: ${MOST}`,
  '  pollingInterval: 15',
  '  cooldownPeriod: 300',
  '  # Without an answer from the broker: as many as there are, and two at least.',
  `  fallback: { failureThreshold: 4, replicas: ${FEWEST}, behavior: currentReplicasIfHigher }`,
  '  triggers:',
  "    - { type: cpu, metricType: Utilization, metadata: { value: '70' } }",
  ...producers.flatMap((producer) => [
    '    - type: nats-jetstream',
    '      metadata:',
    '        natsServerMonitoringEndpoint: nats-headless:8222',
    '        account: $G',
    `        stream: ${streamOf(producer)}`,
    `        consumer: ${durableOf(consumer, producer)}`,
    `        lagThreshold: '${LAG}'`,
  ]),
];
