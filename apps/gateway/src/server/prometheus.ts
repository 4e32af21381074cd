import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Metrics } from '../audit.ts';

/** The counts and durations of this process, and what it uses itself, as Prometheus reads them. */
export function prometheus(): Required<Metrics> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'mwkit_gateway_request_duration_seconds',
    help: 'Time until the answer of a request began, by wiki, route and outcome (passed, or the code of the refusal)',
    labelNames: ['wiki', 'route', 'outcome'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers: [registry],
  });
  return {
    observe({ wiki, route, outcome, milliseconds }) {
      requests.observe({ wiki, route, outcome }, milliseconds / 1000);
    },
    text: () => registry.metrics(),
  };
}
