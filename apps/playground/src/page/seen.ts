import type { Exchange } from '@mwkit/browser';

/** A request that the page made: mwkit's, or one to the gateway itself. */
export interface Seen extends Omit<Exchange, 'id' | 'rule'> {
  readonly rule: Exchange['rule'] | 'gateway';
}

/** A fetch that tells of what it sends, without secrets. */
export function seenFetch(tell: (seen: Seen) => void): (url: string, init: RequestInit) => Promise<Response> {
  return async (url, init) => {
    const began = performance.now();
    const answer = await fetch(url, init).catch((error: Error) => error);
    const response = answer instanceof Error ? undefined : answer;
    tell({
      method: init.method ?? 'GET',
      url,
      purpose: new URL(url).pathname,
      rule: 'gateway',
      sent: typeof init.body === 'string' ? withoutSecrets(init.body) : undefined,
      status: response?.status,
      milliseconds: Math.round(performance.now() - began),
      apiError: undefined,
      received: response && withoutSecrets(await response.clone().text()),
    });
    if (answer instanceof Error) throw answer;
    return answer;
  };
}

const withoutSecrets = (json: string): string => json.replace(/"(code|verifier|bearer)":"[\w-]+"/g, '"$1":"[secret]"');
