import { type ClientName, clientNames } from './clients.ts';
import type { BundleSize } from './sizes.ts';
import { ratios } from './statistics.ts';
import { bytes } from './table.ts';
import type { Spent } from './task.ts';

/** What the clients took for the same, round by round. */
export interface Compared {
  readonly what: string;
  readonly of: (name: ClientName) => readonly Spent[];
  /** Why mwkit is not first, where it is not. */
  readonly reason?: string;
}

type Sizes = readonly (BundleSize | { readonly what: string; readonly error: string })[];

/** The rows in which another client is before mwkit, with the reason. */
export function notFirst(compared: readonly Compared[], sizes: Sizes): string {
  const lines = [...compared.flatMap(lineOf), ...smallerThan(sizes)];
  return ['## Where mwkit is not first', lines.length > 0 ? lines.join('\n') : 'Nowhere.'].join('\n\n');
}

function lineOf({ what, of, reason = 'No reason is known.' }: Compared): string[] {
  const before = clientNames.flatMap((name) => {
    const figures = (['wall', 'cpu'] as const).flatMap((figure) => {
      const [own, base] = [name, 'mwkit' as const].map((one) => of(one).map((spent) => spent[figure]));
      if (!own || !base || own.length === 0 || own.length !== base.length) return [];
      // as it stands in the table
      const median = ratios(own, base).median.toFixed(2);
      return Number(median) < 1 ? [`${figure === 'cpu' ? 'CPU' : figure} ${median}`] : [];
    });
    return figures.length > 0 ? [`${name} (${figures.join(', ')})`] : [];
  });
  return before.length > 0 ? [`- ${what}: ${before.join(', ')}. ${reason}`] : [];
}

/** Bundles for the same platform are compared. */
function smallerThan(sizes: Sizes): string[] {
  const bundles = sizes.filter((size): size is BundleSize => !('error' in size));
  return bundles
    .filter(({ what }) => what.includes('@mwkit/'))
    .flatMap((own) => {
      const smaller = bundles.filter(({ platform, min }) => platform === own.platform && min < own.min);
      const named = smaller.map(({ what, min }) => `${what}: ${bytes(min)}`);
      return named.length > 0
        ? [
            `- Size of ${own.what}: ${named.join(', ')}. It holds the ways to sign in and the explanations of errors; the core of m3api has neither.`,
          ]
        : [];
    });
}
