import type { WikiOptions } from './options.ts';

const names = {
  onRequest: 'mwkit:request',
  onExchange: 'mwkit:exchange',
  onRetry: 'mwkit:retry',
  onWait: 'mwkit:wait',
  onWarning: 'mwkit:warning',
} as const;

/**
 * The options, with hooks that also publish what they are told to the channels of `node:diagnostics_channel`, and `api` with it: for
 * tracers that see all wiki objects of a program. Where nobody subscribes the hooks are the caller's own; where there is no such
 * module (Workers without `nodejs_compat`) the options are.
 */
export function published(api: string, options: WikiOptions): WikiOptions {
  const diagnostics = globals.process?.getBuiltinModule?.('node:diagnostics_channel');
  if (!diagnostics) return options;
  held ??= Object.values(names).map((name) => diagnostics.channel(name));
  return new Published(diagnostics, api, options) as unknown as WikiOptions;
}

/** Bun (1.4) lets go of a channel that nobody holds, with all its subscribers. */
let held: unknown[] | undefined;

/** Each hook is read whenever something happens: subscribers come and go. */
class Published {
  readonly #diagnostics: Diagnostics;
  readonly #api: string;
  readonly #options: WikiOptions;

  constructor(diagnostics: Diagnostics, api: string, options: WikiOptions) {
    const { onRequest, onExchange, onRetry, onWait, onWarning, ...others } = options;
    Object.assign(this, others);
    this.#diagnostics = diagnostics;
    this.#api = api;
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

  #hook(hook: keyof typeof names): ((event: object) => void) | undefined {
    const own = this.#options[hook] as ((event: object) => void) | undefined;
    const { [hook]: name } = names;
    // asked of the module: in workerd of 2024, `hasSubscribers` of a channel is a function, which is true of any
    if (!this.#diagnostics.hasSubscribers(name)) return own;
    return (event) => {
      own?.(event);
      this.#diagnostics.channel(name).publish({ api: this.#api, ...event });
    };
  }
}

/** What is used of the module. */
interface Diagnostics {
  hasSubscribers(name: string): boolean;
  channel(name: string): { publish(message: object): void };
}

/** How all runtimes that have the module give it: no import of it, which would fail where it is missing. */
const globals = globalThis as {
  readonly process?: { getBuiltinModule?(id: 'node:diagnostics_channel'): Diagnostics | undefined };
};
