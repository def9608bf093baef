import { Counter, Gauge, type Registry } from 'prom-client';

/** Injection token of the registry behind `/metrics`. */
export const REGISTRY = Symbol('REGISTRY');

/** Registers a gauge whose value `read` returns. */
export function serveGauge(registry: Registry, name: string, help: string, read: () => number): void {
  const gauge: Gauge = new Gauge({ name, help, registers: [registry], collect: () => gauge.set(read()) });
}

/** Registers a counter whose counts are kept elsewhere; `read` returns them by label value. */
export function serveCounts(
  registry: Registry,
  { name, help, label }: { name: string; help: string; label: string },
  read: () => Readonly<Record<string, number>>,
): void {
  const counter: Counter = new Counter({
    name,
    help,
    labelNames: [label],
    registers: [registry],
    collect: () => {
      counter.reset();
      for (const [value, count] of Object.entries(read())) {
        counter.inc({ [label]: value }, count);
      }
    },
  });
}
