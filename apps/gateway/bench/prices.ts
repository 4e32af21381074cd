/** What a resource costs, in the unit that its name has, beyond what the plan includes. */
export interface Price {
  /** US dollars. */
  readonly dollars: number;
  /** In a month. */
  readonly included: number;
}

/**
 * Of the plan Workers Paid, by the provider's own pages, which change:
 * https://developers.cloudflare.com/durable-objects/platform/pricing/ and
 * https://developers.cloudflare.com/workflows/reference/pricing/, which has requests and CPU as for all Workers.
 */
export const prices = {
  'Worker requests, million': { dollars: 0.3, included: 10 },
  'Worker CPU, million ms': { dollars: 0.02, included: 30 },
  'Durable Object requests, million': { dollars: 0.15, included: 1 },
  'Durable Object duration, million GB-s': { dollars: 12.5, included: 0.4 },
  'rows read, million': { dollars: 0.001, included: 25_000 },
  'rows written, million': { dollars: 1, included: 50 },
  'stored, GB': { dollars: 0.2, included: 5 },
} as const satisfies Readonly<Record<string, Price>>;

export type Resource = keyof typeof prices;
/** Dollars a month, whatever is used. */
export const subscription = 5;

/** Of a month. */
export function cost(resource: Resource, used: number): number {
  const { dollars, included }: Price = prices[resource];
  return Math.max(0, used - included) * dollars;
}
