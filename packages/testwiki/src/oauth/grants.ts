import type { Account } from '../accounts.ts';
import { hex } from '../random.ts';
import type { TestWikiOptions } from '../options.ts';
import type { OAuthConsumerOptions } from './options.ts';

export interface Consumer extends OAuthConsumerOptions {
  readonly id: string;
  readonly grants: readonly string[];
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

/** What Extension:OAuth remembers. */
export interface OAuthStore {
  readonly consumers: ReadonlyMap<string, Consumer>;
  readonly codes: Map<string, Code>;
  readonly accessTokens: Map<string, AccessToken>;
  readonly refreshTokens: Map<string, RefreshToken>;
  /** By consumer, once it is asked for. */
  readonly ownerTokens: Map<string, string>;
}

const defaultGrants = ['basic', 'highvolume', 'editpage', 'createeditmovepage'];

/** Undefined: a wiki without Extension:OAuth. */
export function createOAuthStore({ oauthConsumers }: TestWikiOptions): OAuthStore | undefined {
  if (!oauthConsumers) return undefined;
  const consumers = Object.entries(oauthConsumers).map(([id, options]): [string, Consumer] => {
    if (options.callbackUrl === undefined && options.ownerOnly === undefined)
      throw new TypeError(`testwiki: the OAuth consumer ${JSON.stringify(id)} needs callbackUrl or ownerOnly`);
    return [id, { grants: defaultGrants, ...options, id }];
  });
  return {
    consumers: new Map(consumers),
    codes: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
    ownerTokens: new Map(),
  };
}

/** A code or a refresh token: long, and nothing to be read in it. */
export const opaque = (): string => `def50200${hex(200)}`;
