import type { Module } from './module.ts';
import { integer, oneOf, string, token } from './parameters.ts';

/** Modules that a test wiki has not, but that a client may ask paraminfo about. */
export const described: readonly Module[] = [
  {
    path: 'checktoken',
    classname: 'ApiCheckToken',
    group: 'action',
    prefix: '',
    help: ['Checktoken'],
    readrights: true,
    parameters: {
      type: oneOf('createaccount csrf login patrol rollback userrights watch', { required: true }),
      token: string({ required: true, sensitive: true }),
      maxtokenage: integer(),
    },
  },
];

const subtypes = ['name', 'ip', 'temp', 'cidr', 'interwiki'];
const user = { type: 'user', subtypes, before143: { subtypes: subtypes.filter((one) => one !== 'temp') } } as const;

/** The modules of Extension:OATHAuth, which a wiki has where some user needs a second factor (2fa-paraminfo). */
export const oathAuth: readonly Module[] = [
  {
    path: 'query+oath',
    classname: String.raw`MediaWiki\Extension\OATHAuth\Api\Module\ApiQueryOATH`,
    source: 'OATHAuth',
    group: 'meta',
    prefix: 'oath',
    help: [],
    internal: true,
    readrights: true,
    parameters: { user, reason: string() },
  },
  {
    path: 'oathvalidate',
    classname: String.raw`MediaWiki\Extension\OATHAuth\Api\Module\ApiOATHValidate`,
    source: 'OATHAuth',
    group: 'action',
    prefix: '',
    help: [],
    internal: true,
    readrights: true,
    mustbeposted: true,
    parameters: {
      user,
      totp: string({ deprecated: true, until: '1.39' }),
      data: string({ required: true, before143: { required: undefined } }),
      token: token('csrf'),
    },
  },
];
