/** Of one figure measured several times. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** @throws RangeError for no values */
export function spread(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('nothing was measured');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { median, min: sorted[0]!, max: sorted.at(-1)! };
}

/**
 * How many times as much as the base, round by round: what disturbs the machine for a while disturbs both sides.
 * @throws RangeError for lists of different length, or none
 */
export function ratios(values: readonly number[], base: readonly number[]): Spread {
  if (values.length !== base.length) throw new RangeError('rounds must be paired');
  return spread(values.map((value, round) => value / base[round]!));
}
