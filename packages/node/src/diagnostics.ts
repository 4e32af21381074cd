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
  return new Published(url, options) as unknown as WikiOptions;
}

/** Each hook is read whenever something happens: subscribers come and go. */
class Published {
  readonly #url: string | URL;
  readonly #options: WikiOptions;

  constructor(url: string | URL, options: WikiOptions) {
    const { onRequest, onExchange, onRetry, onWait, onWarning, ...others } = options;
    Object.assign(this, others);
    this.#url = url;
    this.#options = options;
  }

  get onRequest(): unknown {
    return this.#hook('onRequest');
  }

  get onExchange(): unknown {
    return this.#hook('onExchange');
  }

  get onRetry(): unknown {
    return this.#hook('onRetry');
  }

  get onWait(): unknown {
    return this.#hook('onWait');
  }

  get onWarning(): unknown {
    return this.#hook('onWarning');
  }

  #hook(name: keyof typeof channels): ((event: object) => void) | undefined {
    const own = this.#options[name] as ((event: object) => void) | undefined;
    const { [name]: told } = channels;
    if (!told.hasSubscribers) return own;
    return (event) => {
      own?.(event);
      const { origin, pathname } = new URL(this.#url);
      told.publish({ api: origin + pathname, ...event });
    };
  }
}
