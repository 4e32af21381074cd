/** MediaWiki's versions. */
import type { Exchange } from '../exchange.ts';

/** `1.43`, or undefined if the recording does not tell. */
export const release = ({ wiki }: Exchange): string | undefined => /^\d+\.\d+/.exec(wiki?.version ?? '')?.[0];

/** Whether a release is older than another: 1.9 is older than 1.43. Unknown is taken for the newest. */
export function older(version: string | undefined, than: string): boolean {
  if (version === undefined) return false;
  const [major = 0, minor = 0, patch = 99] = version.split('.').map(Number);
  const [thanMajor = 0, thanMinor = 0, thanPatch = 0] = than.split('.').map(Number);
  return (major - thanMajor || minor - thanMinor || patch - thanPatch) < 0;
}
