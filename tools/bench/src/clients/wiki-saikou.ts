import { MediaWikiApi } from 'wiki-saikou';
import { type Reader, summary, type Task, userAgent } from '../task.ts';

const newApi = (api: string): MediaWikiApi => new MediaWikiApi(api, { headers: { 'user-agent': userAgent } });

/** It throws for answers of no status 2xx only: whether a page was saved must be looked at. */
export async function signInAndEdit({ api: url, username, password, edits }: Task): Promise<void> {
  const api = newApi(url);
  const { result } = await api.login(username, password);
  if (result !== 'Success') throw new Error(`login: ${result}`);
  api.defaultParams = { ...api.defaultParams, assert: 'user', maxlag: 5 };
  for (const edit of edits) {
    const { data } = await api.postWithToken<Saved>('csrf', { action: 'edit', ...edit, summary, bot: true });
    if (data.edit?.result !== 'Success') throw new Error(`edit: ${JSON.stringify(data)}`);
  }
}

interface Saved {
  readonly edit?: { readonly result: string };
}

export function open(url: string): Reader {
  const api = newApi(url);
  return {
    read: async (titles) => (await api.get<unknown>({ action: 'query', prop: 'info', titles })).data,
  };
}
