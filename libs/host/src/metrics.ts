import { collectDefaultMetrics, Gauge, register, type Registry } from 'prom-client';

let collecting = false;

/** The registry that `/metrics` shows: what the bus measures, and memory, CPU and event loop of the process. Call it as often as you like. */
export function metricsRegistry(serviceName?: string): Registry {
  if (serviceName) register.setDefaultLabels({ service: serviceName });
  if (!collecting) collectDefaultMetrics({ register, eventLoopMonitoringPrecision: 50 });
  collecting = true;
  return register;
}

/** A gauge whose value is read when somebody looks, and costs nothing before. */
export function measured(name: string, help: string, read: () => number | Promise<number>): Gauge {
  return new Gauge({
    name,
    help,
    async collect() {
      this.set(await read());
    },
  });
}
