import { collectDefaultMetrics, Registry } from 'prom-client';

let metrics: Registry | undefined;

/**
 * CPU, memory, garbage collection and event loop of the process. All servers in one process share them,
 * because the observer of garbage collection cannot be stopped.
 */
export function processMetrics(): Registry {
  if (!metrics) {
    metrics = new Registry();
    collectDefaultMetrics({ register: metrics });
  }
  return metrics;
}
