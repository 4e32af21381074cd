import { isReal, makeToken, tokenTypes } from '../tokens.ts';
import type { Module } from './module.ts';
import { anyOf } from './parameters.ts';

/** https://www.mediawiki.org/wiki/API:Tokens */
export const queryTokens: Module = {
  path: 'query+tokens',
  classname: 'ApiQueryTokens',
  group: 'meta',
  prefix: '',
  help: ['Tokens'],
  parameters: { type: anyOf(tokenTypes.join(' '), { default: 'csrf', allspecifier: '*' }) },
  execute(call, values): Record<string, unknown> {
    if (call.lacksSameOriginSecurity) {
      const message = { key: 'apiwarn-tokens-origin', params: [] };
      call.input.warnings.push({ module: 'query+tokens', code: 'tokens-origin', message });
      return {};
    }
    const tokens: Record<string, string> = {};
    for (const type of values.list('type')) {
      if (isReal(call.session.session, type)) call.session.persist();
      tokens[`${type}token`] = makeToken(call.session.session, type, call.state.clock());
    }
    return { tokens };
  },
};
