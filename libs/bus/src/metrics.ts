import { Counter, Gauge, Histogram } from 'prom-client';

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** The gates of this process: how many requests run and wait is asked of them when the metrics are read. */
export const gates = new Set<{ readonly inFlight: number; readonly queued: number }>();
const sum = (of: 'inFlight' | 'queued') => [...gates].reduce((total, gate) => total + gate[of], 0);

/** What the operators watch of the bus; every name is explained in deploy/README.md. */
export const metrics = {
  handlerSeconds: new Histogram({
    name: 'handler_seconds',
    help: 'Time a handler ran',
    labelNames: ['subject'],
    buckets: seconds,
  }),
  inFlight: new Gauge({
    name: 'rpc_in_flight',
    help: 'Requests running',
    collect() {
      this.set(sum('inFlight'));
    },
  }),
  queued: new Gauge({
    name: 'rpc_queued',
    help: 'Requests waiting for room',
    collect() {
      this.set(sum('queued'));
    },
  }),
  overloaded: new Counter({ name: 'rpc_overloaded_total', help: 'Requests turned away because the queue was full' }),
  timeouts: new Counter({ name: 'rpc_timeouts_total', help: 'Requests whose deadline had passed on arrival' }),
  outboxPending: new Gauge({ name: 'outbox_pending', help: 'Events not yet published' }),
  outboxOldest: new Gauge({ name: 'outbox_oldest_seconds', help: 'Age of the oldest event not yet published' }),
  relayBatch: new Histogram({
    name: 'relay_batch_seconds',
    help: 'Time to publish one batch of events',
    buckets: seconds,
  }),
  brokerRegress: new Counter({ name: 'broker_regress_total', help: 'Times that the broker had lost published events' }),
  takenBack: new Counter({
    name: 'outbox_taken_back_total',
    help: 'Events that a restored database had told and did not know',
  }),
  duplicates: new Counter({ name: 'inbox_duplicate_total', help: 'Events that came again' }),
  gapOpen: new Gauge({ name: 'inbox_gap_open', help: 'Aggregates that wait for a missing event' }),
  reconciledLost: new Counter({
    name: 'reconciliation_lost_total',
    help: 'Published events that never arrived and were found by the nightly comparison',
    labelNames: ['producer'],
  }),
  deadLetters: new Gauge({
    name: 'dead_letter_open',
    help: 'Parked events that wait for an operator',
    labelNames: ['consumer'],
  }),
  auditSealLag: new Gauge({
    name: 'audit_seal_lag_seconds',
    help: 'Age of the oldest line of the logs that is not sealed',
  }),
  lag: new Gauge({
    name: 'consumer_lag_seconds',
    help: 'Age of the last event handled when it was handled',
    labelNames: ['producer'],
  }),
};
