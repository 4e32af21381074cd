import { UsageError, type WikiOptions } from '@mwkit/core';

/**
 * A `fetch` that reads by a script tag (JSONP, API:Data formats#JSON parameters), for wikis that let no page of another origin
 * read in any other way: those too old to know `origin=*`, and those behind a server that takes its headers away.
 *
 *     createWiki(url, { as: 'anonymous', fetch: jsonp, userAgent })
 *
 * Reads of the Action API only, as nobody, whoever is signed in there. The wiki's answer RUNS AS A SCRIPT in the page: who controls
 * the wiki controls the page. A Content-Security-Policy of the page must name the wiki in `script-src`.
 * @throws UsageError `bad-option` for anything but a GET: a write, a sign-in, or a read too long for a URL.
 * A TypeError, as fetch does, where no answer comes or it is none; an abort rejects with the signal's reason.
 */
export const jsonp: NonNullable<WikiOptions['fetch']> = async (url, { method = 'GET', signal }) => {
  if (method !== 'GET') {
    const advice = 'Make a wiki object without `fetch: jsonp` for it, or ask for less at a time.';
    throw new UsageError('bad-option', `\`fetch\` is \`jsonp\`, which can only send a GET, not a ${method}.`, advice);
  }
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const callback = unusedName();
    const script = document.createElement('script');
    const end = () => {
      delete globals[callback];
      script.remove();
      signal?.removeEventListener('abort', abort);
    };
    const abort = () => {
      end();
      // a script that is under way still runs: then it must find something to call
      globals[callback] = () => {};
      reject(signal?.reason);
    };
    globals[callback] = (data) => {
      end();
      resolve(asResponse(data));
    };
    script.addEventListener('load', () => {
      end();
      // without effect where the script has called
      reject(new TypeError('The wiki answered with a script that is no JSONP.'));
    });
    script.addEventListener('error', () => {
      end();
      reject(new TypeError('The script could not be loaded.'));
    });
    signal?.addEventListener('abort', abort);
    script.src = withCallback(url, callback);
    document.head.append(script);
  });
};

const globals = globalThis as unknown as { [name: string]: ((data: unknown) => void) | undefined };
let calls = 0;

/** Of characters that the wiki leaves in: it takes all but letters, digits and `[].'"_` out. */
function unusedName(): string {
  calls++;
  return `mwkit_jsonp_${calls}_${crypto.getRandomValues(new Uint32Array(1))[0]?.toString(36)}`;
}

function withCallback(url: string, callback: string): string {
  const called = new URL(url);
  called.searchParams.set('callback', callback);
  return called.href;
}

function asResponse(data: unknown): Response {
  return new Response(JSON.stringify(data), { headers: { 'content-type': 'application/json' } });
}
