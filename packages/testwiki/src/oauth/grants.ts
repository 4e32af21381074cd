import type { Account } from '../accounts.ts';
import { hex } from '../random.ts';
import type { TestWikiOptions } from '../options.ts';
import type { OAuthConsumerOptions } from './options.ts';

export interface Consumer extends Omit<OAuthConsumerOptions, 'secret'> {
  readonly id: string;
  readonly grants: readonly string[];
  secret: string;
  /** Of one that was registered by the wiki's API. */
  readonly registration?: Registration;
}

interface Registration {
  readonly owner: Account;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly grantTypes: readonly string[];
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** What somebody has allowed a consumer; nobody, by client_credentials. */
export interface Approval {
  readonly consumer: Consumer;
  readonly account: Account | undefined;
  readonly scopes: readonly string[];
}

export interface Code extends Approval {
  /** As the authorization request gave it: the exchange must give the same. */
  readonly redirectUri: string | undefined;
  readonly challenge: string | undefined;
  readonly method: 'plain' | 'S256';
  /** Milliseconds since 1970. */
  readonly expires: number;
}

export interface AccessToken extends Approval {
  /** Milliseconds since 1970. */
  readonly expires: number;
}

interface RefreshToken extends AccessToken {
  /** Dies when this is used. */
  readonly accessToken: string;
}

/** What the registration of an owner-only consumer of OAuth 1.0a shows. */
export interface OwnerOnlyKeys {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly accessToken: string;
  readonly accessSecret: string;
}

/** A consumer of OAuth 1.0a. */
interface Signer {
  readonly consumer: Consumer;
  readonly keys: OwnerOnlyKeys;
  revoked: boolean;
}

/** What Extension:OAuth remembers. */
export interface OAuthStore {
  /** Of OAuth 2.0. */
  readonly consumers: Map<string, Consumer>;
  /** By consumer key. */
  readonly signers: ReadonlyMap<string, Signer>;
  /** By consumer, token and nonce: when a request with it is too old anyway, in seconds since 1970. */
  readonly nonces: Map<string, number>;
  readonly codes: Map<string, Code>;
  readonly accessTokens: Map<string, AccessToken>;
  readonly refreshTokens: Map<string, RefreshToken>;
  /** By consumer, once it is asked for. */
  readonly ownerTokens: Map<string, string>;
}

const defaultGrants = ['basic', 'highvolume', 'editpage', 'createeditmovepage'];

const signs = ([, { oauthVersion }]: [string, Consumer]): boolean => oauthVersion === 1;

/** Undefined: a wiki without Extension:OAuth. */
export function createOAuthStore({ oauthConsumers }: TestWikiOptions): OAuthStore | undefined {
  if (!oauthConsumers) return undefined;
  const consumers = Object.entries(oauthConsumers).map(([id, options]): [string, Consumer] => {
    const { callbackUrl, ownerOnly, oauthVersion } = options;
    if (ownerOnly === undefined && (callbackUrl === undefined || oauthVersion === 1))
      throw new TypeError(
        `testwiki: the OAuth consumer ${JSON.stringify(id)} needs ${oauthVersion === 1 ? '' : 'callbackUrl or '}ownerOnly`,
      );
    return [id, { grants: defaultGrants, ...options, id }];
  });
  return {
    consumers: new Map(consumers.filter((entry) => !signs(entry))),
    signers: new Map(consumers.filter(signs).map(([id, consumer]) => [id, newSigner(consumer)])),
    nonces: new Map(),
    codes: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
    ownerTokens: new Map(),
  };
}

function newSigner(consumer: Consumer): Signer {
  const { id, secret } = consumer;
  const keys = { consumerKey: id, consumerSecret: secret, accessToken: hex(16), accessSecret: hex(20) };
  return { consumer, keys, revoked: false };
}

/** A code or a refresh token: long, and nothing to be read in it. */
export const opaque = (): string => `def50200${hex(200)}`;
