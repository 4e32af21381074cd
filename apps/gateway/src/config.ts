/** What a gateway is for. Holds no secret: those come from the environment. */
export interface GatewayConfig {
  /** Where the gateway lies, e.g. `https://gateway.example`. Never taken from a request. */
  readonly origin: string;
  /** The web apps that may use it, by origin: `https://app.example`. */
  readonly apps: readonly string[];
  /** By the name that is in the gateway's URLs: `createWiki('https://gateway.example/NAME/api.php')`. */
  readonly wikis: { readonly [name: string]: WikiConfig };
  readonly limits?: Partial<Limits> | undefined;
}

export interface WikiConfig {
  /** The URL of its api.php. */
  readonly api: string;
  /**
   * `oauth`: OAuth 2.0, by a consumer whose redirect URI is `ORIGIN/NAME/callback`; its secret, if it is a confidential one, is in
   * the environment. `clientlogin`: the app walks through the wiki's own sign-in, step by step; passwords pass through the gateway.
   */
  readonly signIn: { readonly by: 'oauth'; readonly clientId: string } | { readonly by: 'clientlogin' };
  /** Modules of the Action API that may be called. Default: what everyday apps need, none that gives out a token for elsewhere. */
  readonly modules?: readonly string[] | undefined;
  /** First parts of the REST routes that may be called, e.g. `/v1/page`. Default: `/v1`. */
  readonly routes?: readonly string[] | undefined;
}

export interface Limits {
  /** Bytes of a request's body. Default 10 MiB: larger files go in chunks. */
  readonly body: number;
  /** Milliseconds in which a request's body must have come. Default 30000. */
  readonly bodyTime: number;
  /** Milliseconds for the wiki to begin its answer, and between two parts of it. Default 60000. */
  readonly wikiTime: number;
  /** Calls of one visitor in a minute. Default 600. */
  readonly visitor: number;
  /** Calls of one IP address without a session, beginnings of sign-ins included, in a minute. Default 120. */
  readonly address: number;
  /** Seconds after its last use until a session is forgotten. Default 30 days. */
  readonly session: number;
}
