import { ApiError } from './errors.ts';
import { messageText, type Message } from './messages.ts';
import type { Call } from './module.ts';
import type { Values } from './values.ts';

/** What clientlogin and createaccount have in common: https://www.mediawiki.org/wiki/API:Login */
export function checkReturnUrl(values: Values, prefix: 'login' | 'create'): void {
  const returnurl = values.string('returnurl');
  if (returnurl === undefined && !values.flag('continue')) {
    const names = { list: [`${prefix}continue`, `${prefix}returnurl`], type: 'comma' as const };
    throw new ApiError('missingparam', 'apierror-missingparam-at-least-one-of', [names, 2]);
  }
  if (returnurl !== undefined && !/^https?:\/\/[^/]/u.test(returnurl)) {
    throw new ApiError(`badurl_${prefix}returnurl`, 'apierror-badurl', [`${prefix}returnurl`, returnurl]);
  }
}

/** `message` in the `messageformat` of the call, and its code. */
export function text(call: Call, values: Values, message: Message): Record<string, unknown> {
  const format = values.string('messageformat');
  const shown = () => messageText(message, format === 'html' ? 'html' : 'wikitext', call.state.version);
  return { ...(format !== 'none' && { message: format === 'raw' ? message : shown() }), messagecode: message.key };
}

export function fail(call: Call, values: Values, key: string, params: Message['params'] = []): Record<string, unknown> {
  return { status: 'FAIL', ...text(call, values, { key, params }), canpreservestate: false };
}
