// A program of its own, because nothing before it may have asked for advice. Prints the same error before and after it does.
import { type ApiError, createWiki } from '@mwkit/browser';
import { createTestWiki } from '@mwkit/testwiki';

const { api, fetch } = createTestWiki();
const { origin } = new URL(api);
Object.assign(globalThis, { origin, fetch });
const wiki = createWiki(api, { userAgent: 'mwkit-tests/1.0 (tests@wiki.example)' });

async function refusal(): Promise<object> {
  const { message, advice } = (await wiki.get('nosuch', {}).catch((thrown: unknown) => thrown)) as ApiError;
  return { message, advice };
}

const before = await refusal();
await import('@mwkit/browser/advice');
console.log(JSON.stringify([before, await refusal()]));
