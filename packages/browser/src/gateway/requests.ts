import { GatewayError } from './errors.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Milliseconds for one request. */
const patience = 30_000;

/**
 * One request of the gateway itself.
 * @returns its JSON; `undefined` where it has none
 * @throws GatewayError `unreachable`, `refused`; the signal's reason
 */
export async function ask(fetch: Fetch, url: string, init: RequestInit, signal?: AbortSignal): Promise<unknown> {
  const limit = AbortSignal.timeout(patience);
  try {
    const either = signal ? AbortSignal.any([signal, limit]) : limit;
    const response = await fetch(url, { ...init, cache: 'no-store', signal: either });
    const text = await response.text();
    if (!response.ok) throw refused(response, text);
    return text === '' ? undefined : JSON.parse(text);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof GatewayError) throw error;
    throw new GatewayError('unreachable', 'The gateway gave no answer that this page can read.');
  }
}

function refused({ status, headers }: Response, text: string): GatewayError {
  const { code, info } = errorIn(text);
  const said = [code && `[${code}]`, info].filter(Boolean).join(' ');
  const seconds = Number(headers.get('retry-after') ?? undefined);
  return new GatewayError('refused', `The gateway refused: HTTP ${status} ${said}`.trimEnd(), {
    status,
    gatewayCode: code,
    retryAfter: Number.isFinite(seconds) ? seconds : undefined,
  });
}

/** In the shape of the Action API. What stands before the gateway has its own. */
function errorIn(text: string): { readonly code?: string; readonly info?: string } {
  try {
    const { error } = JSON.parse(text) as { error?: { code?: unknown; info?: unknown } };
    return {
      ...(typeof error?.code === 'string' && { code: error.code }),
      ...(typeof error?.info === 'string' && { info: error.info }),
    };
  } catch {
    return {};
  }
}
