import { createWiki } from '@mwkit/node';
import { validators } from '@mwkit/node/validators';
import { type Reader, userAgent } from '../task.ts';

/** As on a runtime whose adapter brings no way of its own to send. */
export function open(api: string): Reader {
  const wiki = createWiki(api, { userAgent, validators, fetch: (url, init) => fetch(url, init) });
  return {
    read: (titles) => wiki.get('query', { prop: ['info'], titles }),
    readAmongOthers: (title) => wiki.page(title).info(),
  };
}
