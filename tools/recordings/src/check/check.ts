/** One recording against the spec. */
import { requestFault } from './request.ts';
import { responseFault } from './response.ts';
import { release } from './release.ts';
import type { Recording } from './recordings.ts';
import { identify } from './identify.ts';
import { parameters } from './parameters.ts';
import type { Spec } from './spec.ts';

export interface Verdict {
  readonly file: string;
  /** The module, `unknown`, or `damaged`. */
  readonly label: string;
  readonly version: string;
  /** What is wrong; none if it is valid. */
  readonly faults: readonly string[];
}

export async function check({ file, exchange, damage }: Recording, spec: Spec): Promise<Verdict> {
  if (!exchange) return { file, label: 'damaged', version: '?', faults: [damage ?? ''] };
  const version = release(exchange) ?? '?';
  const sent = await parameters(exchange);
  const identity = identify(exchange, sent, spec);
  if (typeof identity === 'string') return { file, label: 'unknown', version, faults: [identity] };
  const response = responseFault({ exchange, sent, identity, spec });
  const request = requestFault({ exchange, sent, identity, spec });
  const faults = [...(response ? [`response: ${response}`] : []), ...(request ? [`request: ${request}`] : [])];
  return { file, label: identity.label, version, faults };
}
