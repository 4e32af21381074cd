import { isoTime } from '../state.ts';
import { matchesToken, tokenTime, tokenTypes } from '../tokens.ts';
import type { Call, Module } from './module.ts';
import { integer, oneOf, string } from './parameters.ts';
import type { Values } from './values.ts';

/** A token that fits may still be too old, by its whole seconds; the time is told of any that has one. */
function execute({ state, session, input }: Call, values: Values): Record<string, unknown> {
  const token = values.string('token') ?? '';
  const time = tokenTime(token);
  const age = time === undefined ? 0 : Math.floor(state.clock() / 1000) - time;
  const oldest = values.integer('maxtokenage');
  const fits = matchesToken(session.session, values.string('type') ?? 'csrf', token);
  const expired = fits && oldest !== undefined && age > oldest;
  // A + that was sent unencoded has become a space (checktoken-percent-encoding-trouble).
  if (!fits && token.endsWith(' \\')) {
    const message = { key: 'apiwarn-checktoken-percentencoding', params: [] };
    input.warnings.push({ module: 'checktoken', code: 'checktoken-percentencoding', message });
  }
  return {
    result: expired ? 'expired' : fits ? 'valid' : 'invalid',
    ...(time !== undefined && { generated: isoTime(time * 1000) }),
  };
}

/** https://www.mediawiki.org/wiki/API:Checktoken */
export const checktoken: Module = {
  path: 'checktoken',
  classname: 'ApiCheckToken',
  group: 'action',
  prefix: '',
  help: ['Checktoken'],
  readrights: true,
  parameters: {
    type: oneOf(tokenTypes.join(' '), { required: true }),
    token: string({ required: true, sensitive: true }),
    maxtokenage: integer(),
  },
  execute: (call, values) => ({ checktoken: execute(call, values) }),
};
