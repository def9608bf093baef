import { Counter, Gauge, type Registry } from 'prom-client';

/** Token of the metrics that `/metrics` serves. */
export const REGISTRY = Symbol('REGISTRY');

/** Serves a number that goes up and down, as `read` gives it at that moment. */
export function serveGauge(registry: Registry, name: string, help: string, read: () => number): void {
  const gauge: Gauge = new Gauge({ name, help, registers: [registry], collect: () => gauge.set(read()) });
}

/** Serves a count that somebody else keeps, by the value of one label. */
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
