/** What the page is told of where it is: `/place.json`. */
export interface Place {
  /** The api.php to begin with, where one was given on the command line. */
  readonly own: string | undefined;
  readonly wikis: readonly EmbeddedWiki[];
}

/** A wiki in memory that asks for something particular at sign-in; what it is, the page says in its own words by `id`. */
export interface EmbeddedWiki {
  readonly id: WikiId;
  readonly api: string;
  /** The wiki's URL at a gateway, where the page calls it through one: `api` is then the gateway's. */
  readonly gateway?: string;
  /** Whom one can sign in as. They exist in this process only. */
  readonly accounts: readonly DemoAccount[];
}

export interface DemoAccount {
  readonly username: string;
  readonly password: string;
  /** Of the authenticator app, in base32. */
  readonly totp?: string;
}

/** In the order of the menu. */
export const wikiIds = [
  'password',
  'captcha-sum',
  'captcha-image',
  'second-factor',
  'new-password',
  'provider',
  'questions',
  'oauth',
  'unlisted',
] as const;

export type WikiId = (typeof wikiIds)[number];
