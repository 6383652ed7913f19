import { describe, expect, test } from '@jest/globals';
import { measured, metricsRegistry } from './metrics.js';

describe('Metrics', () => {
  test('show memory and event loop of the process under the name of the service', async () => {
    const shown = await metricsRegistry('complaints').metrics();

    expect(shown).toMatch(/^process_resident_memory_bytes\{service="complaints"\} \d+/m);
    expect(shown).toContain('nodejs_eventloop_lag_p99_seconds');
  });

  test('may be asked for by several parts of a process', () => {
    expect(metricsRegistry()).toBe(metricsRegistry('complaints'));
  });

  test('read a measured value when somebody looks, not before', async () => {
    let reads = 0;
    measured('unit_imports_waiting', 'Imports that wait', () => (reads += 1));
    expect(reads).toBe(0);

    expect(await metricsRegistry().metrics()).toMatch(/^unit_imports_waiting\S* 1$/m);
  });
});
