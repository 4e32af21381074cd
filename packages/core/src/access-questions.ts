import { callOnce } from './action/attempt.ts';
import type { Client } from './client.ts';
import { ApiError, NetworkError } from './errors.ts';
import { isObject } from './json.ts';

const info = { method: 'GET', write: false, secret: [] } as const;

/** Whether the wiki takes the visitor for somebody by cookies alone: then no token need be fetched for each request. */
export async function knowsVisitor(client: Client): Promise<boolean> {
  const parameters = new Map([['meta', 'userinfo']]);
  try {
    const { json } = await callOnce(client, 'query', parameters, { info, identity: 'cookies', assert: false });
    const { userinfo } = isObject(json['query']) ? json['query'] : {};
    return isObject(userinfo) && userinfo['anon'] !== true && userinfo['temp'] !== true;
  } catch (error) {
    // a private wiki says nothing to strangers; a browser nothing to pages that the wiki does not list
    if (error instanceof ApiError || (error instanceof NetworkError && error.code === 'network')) return false;
    throw error;
  }
}

/** Whether the wiki has the parameter `crossorigin`. */
export async function knowsCrossorigin(client: Client): Promise<boolean> {
  const parameters = new Map([['modules', 'main']]);
  const { json } = await callOnce(client, 'paraminfo', parameters, { info, identity: 'anonymous', assert: false });
  return JSON.stringify(json['paraminfo'] ?? '').includes('"name":"crossorigin"');
}
