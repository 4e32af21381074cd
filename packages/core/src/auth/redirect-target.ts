import { FlowError } from '../errors.ts';

/** @throws FlowError `unsafe-redirect` for anything but an absolute http(s) URL */
export function redirectTarget(target: string): string {
  if (URL.canParse(target) && /^https?:$/.test(new URL(target).protocol)) return target;
  throw new FlowError('unsafe-redirect', 'The wiki wants to send the browser to something that is not an http(s) URL.');
}
