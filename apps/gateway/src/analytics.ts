import type { Metrics } from './audit.ts';

/** What is needed of a data set of Analytics Engine. */
export interface AnalyticsEngine {
  writeDataPoint(point: { readonly indexes: string[]; readonly blobs: string[]; readonly doubles: number[] }): void;
}

/** One point for each request: the wiki is its index; route and outcome its blobs; milliseconds its double. */
export function analytics(engine: AnalyticsEngine): Metrics {
  return {
    observe({ wiki, route, outcome, milliseconds }) {
      engine.writeDataPoint({ indexes: [wiki], blobs: [route, outcome], doubles: [milliseconds] });
    },
  };
}
