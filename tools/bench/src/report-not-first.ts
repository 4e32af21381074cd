import { type ClientName, clientNames } from './clients.ts';
import { type BundleSize, partsOf } from './sizes.ts';
import { ratios, spread } from './statistics.ts';
import { bytes } from './table.ts';
import type { Spent } from './task.ts';

/** What the clients took for the same, round by round. */
export interface Compared {
  readonly what: string;
  readonly of: (name: ClientName) => readonly Spent[];
  /** Why mwkit is not first, where it is not. */
  readonly reason?: string | undefined;
}

/** One figure of each client for the same: requests, or bytes. */
export interface Counted {
  readonly what: string;
  readonly of: (name: ClientName) => number | undefined;
  readonly reason?: string;
}

type Sizes = readonly (BundleSize | { readonly what: string; readonly error: string })[];

/** The rows in which another client is before mwkit, with the reason. */
export function notFirst(compared: readonly Compared[], counted: readonly Counted[], sizes: Sizes): string {
  const lines = [...compared.flatMap(quicker), ...counted.flatMap(fewer), ...smaller(sizes)];
  return [
    '## Where mwkit is not first',
    lines.length > 0 ? `Times are x mwkit.\n\n${lines.join('\n')}` : 'Nowhere.',
  ].join('\n\n');
}

const noReason = 'No reason is known.';

function quicker({ what, of, reason = noReason }: Compared): string[] {
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

function fewer({ what, of, reason = noReason }: Counted): string[] {
  const rounded = (name: ClientName): number => Math.round(100 * (of(name) ?? Number.NaN)) / 100;
  const mwkit = rounded('mwkit');
  const before = clientNames.filter((name) => rounded(name) < mwkit).map((name) => `${name} (${rounded(name)})`);
  return before.length > 0 ? [`- ${what}: ${before.join(', ')}; mwkit ${mwkit}. ${reason}`] : [];
}

/** Bundles for the same platform are compared. */
function smaller(sizes: Sizes): string[] {
  const bundles = sizes.filter((size): size is BundleSize => !('error' in size));
  return bundles
    .filter(({ what }) => what.includes('@mwkit/'))
    .flatMap((own) => {
      const before = bundles.filter(({ platform, min }) => platform === own.platform && min < own.min);
      if (before.length === 0) return [];
      const named = before.map(({ what, min }) => `${what} (${bytes(min)})`).join(', ');
      const parts = partsOf(own).map(({ part, bytes: count }) => `${part} ${bytes(count)}`);
      return [`- Size of ${own.what}: ${named}; mwkit ${bytes(own.min)}. It consists of: ${parts.join(', ')}.`];
    });
}

/**
 * Why a client is before mwkit in a new process, as far as the figures show it: it takes longer to load, and less for what comes then.
 * @param loaded milliseconds of the clock, round by round
 * @param fresh the same for the task
 */
export function loadsLater(
  loaded: (name: ClientName) => readonly number[],
  fresh: (name: ClientName) => readonly number[],
): string | undefined {
  const [mwkit, ...others] = clientNames
    .filter((name) => loaded(name).length > 0 && fresh(name).length > 0)
    .map((name) => ({ name, load: spread(loaded(name)).median, task: spread(fresh(name)).median }));
  if (mwkit?.name !== 'mwkit') return undefined;
  const shown = others
    .filter(({ load, task }) => load > mwkit.load && task < mwkit.task)
    .map(({ name, load, task }) => `${name} ${load.toFixed(0)} and ${task.toFixed(0)}`);
  if (shown.length === 0) return undefined;
  const own = `It loads in ${mwkit.load.toFixed(0)} ms, and then takes ${mwkit.task.toFixed(0)} for the task`;
  return `${own} (${shown.join(', ')}): what others load at once it loads when it is first called.`;
}
