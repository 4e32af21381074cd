import { userName } from '../title.ts';
import { totpWindow } from '../totp.ts';
import { ApiError } from './errors.ts';
import type { Call, Module } from './module.ts';
import { string, token } from './parameters.ts';
import type { Values } from './values.ts';

const subtypes = ['name', 'ip', 'temp', 'cidr', 'interwiki'];
const user = { type: 'user', subtypes, before143: { subtypes: subtypes.filter((one) => one !== 'temp') } } as const;

function accountOf(call: Call, values: Values) {
  const name = values.string('user');
  return name === undefined ? call.actor().account : call.state.accounts.byName(userName(name) ?? '');
}

async function validate(call: Call, values: Values): Promise<object> {
  const { state } = call;
  const secret = accountOf(call, values)?.settings.twoFactor;
  const data: unknown = JSON.parse(values.string('data') ?? `{"token":${JSON.stringify(values.string('totp') ?? '')}}`);
  const code = (data as { token?: unknown }).token;
  const window = typeof secret === 'string' ? await totpWindow(secret, String(code), state.clock(), 0) : undefined;
  return { enabled: secret !== undefined, valid: window !== undefined, module: 'totp' };
}

const common = {
  source: 'OATHAuth',
  license: 'GPL-2.0-or-later AND GPL-3.0-or-later',
  help: [],
  internal: true,
  readrights: true,
} as const;

/** The modules of Extension:OATHAuth, which a wiki has where some user needs a second factor (2fa-paraminfo). */
export const oath: Module = {
  ...common,
  path: 'query+oath',
  classname: String.raw`MediaWiki\Extension\OATHAuth\Api\Module\ApiQueryOATH`,
  group: 'meta',
  prefix: 'oath',
  parameters: { user, reason: string() },
  execute: (call, values) => ({ oath: { enabled: Boolean(accountOf(call, values)?.settings.twoFactor) } }),
};

export const oathvalidate: Module = {
  ...common,
  path: 'oathvalidate',
  classname: String.raw`MediaWiki\Extension\OATHAuth\Api\Module\ApiOATHValidate`,
  group: 'action',
  prefix: '',
  mustbeposted: true,
  parameters: {
    user,
    totp: string({ deprecated: true, until: '1.39' }),
    data: string({ required: true, before143: { required: undefined } }),
    token: token('csrf'),
  },
  async execute(call, values) {
    try {
      return { oathvalidate: await validate(call, values) };
    } catch (error) {
      if (error instanceof SyntaxError) throw new ApiError('oathauth-invalid-data', 'oathauth-invalid-data-format');
      throw error;
    }
  },
};
