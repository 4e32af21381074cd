import { channel } from 'node:diagnostics_channel';
import type { WikiOptions } from '@mwkit/core';

const channels = {
  onRequest: channel('mwkit:request'),
  onExchange: channel('mwkit:exchange'),
  onRetry: channel('mwkit:retry'),
  onWait: channel('mwkit:wait'),
  onWarning: channel('mwkit:warning'),
};

/**
 * The options, with hooks that also publish what they are told to the channels of `node:diagnostics_channel`, and `api` with it: for
 * tracers that see all wiki objects of a program. Where nobody subscribes the hooks are the caller's own.
 */
export function published(url: string | URL, options: WikiOptions): WikiOptions {
  const hooks = Object.entries(channels).map(([name, channel]) => {
    const own = () => options[name as keyof typeof channels] as ((event: object) => void) | undefined;
    const both = (event: object) => {
      own()?.(event);
      const { origin, pathname } = new URL(url);
      channel.publish({ api: origin + pathname, ...event });
    };
    // read whenever something happens: subscribers come and go
    return [name, { enumerable: true, get: () => (channel.hasSubscribers ? both : own()) }] as const;
  });
  return Object.defineProperties({ ...options }, Object.fromEntries(hooks));
}
