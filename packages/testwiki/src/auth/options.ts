import type { FieldType } from './request.ts';

/** A registered passkey. */
export interface PasskeyOptions {
  /** The credential's id, in base64url. */
  readonly id: string;
  /** P-256 (`EC`) or `RSA`. */
  readonly publicKey: JsonWebKey;
}

/** A captcha, as Extension:ConfirmEdit asks it. Bots and administrators are never asked. */
export interface CaptchaOptions {
  /**
   * `question` (default) has a text to answer, `simple` a sum that is another each time, `image` a picture; for the others
   * a script of another site gives the answer.
   */
  readonly type?: 'question' | 'simple' | 'image' | 'hcaptcha' | 'turnstile' | 'recaptchanocaptcha';
  /** Of `question`. May hold HTML. */
  readonly question?: string;
  /** Any of them will do; upper and lower case are the same. Not for `simple`. */
  readonly answers?: readonly string[];
  /** The site key of those with a script. */
  readonly key?: string;
  /** `false`: not asked for new accounts. */
  readonly createaccount?: boolean;
  /** Asked on every edit. */
  readonly edit?: boolean;
  /** Asked after so many bad logins: `action=login` then refuses main accounts, as it has no way to ask. */
  readonly badlogin?: number;
}

/** https://www.mediawiki.org/wiki/Manual:$wgPasswordPolicy */
export interface PasswordPolicyOptions {
  /** Default: 8 characters since 1.43, before that 1. */
  readonly minimalLength?: number;
  /** A password that will not do must be changed at the next sign-in; else that is only offered. */
  readonly forceChange?: boolean;
}

/** One field of a request, as AuthManager describes them. */
export interface FieldOptions {
  readonly type: FieldType;
  readonly label?: string;
  readonly help?: string;
  readonly value?: string;
  /** Of `select` and `multiselect`: value to text. */
  readonly options?: Readonly<Record<string, string>>;
  readonly optional?: boolean;
  readonly sensitive?: boolean;
}

/** A request of a provider's own. */
export interface RequestOptions {
  readonly id: string;
  readonly required?: 'optional' | 'required';
  /** Default: the part of the id before `:`. */
  readonly provider?: string;
  /** Default: the id. */
  readonly account?: string;
  readonly metadata?: object;
  readonly fields: Readonly<Record<string, FieldOptions>>;
  /** Optional fields of text may be absent, which would else make the wiki drop the request. */
  readonly lenient?: boolean;
}

/** An identity provider, which is asked by REDIRECT; the wiki serves its page too, and it lets everybody in. */
export interface ExternalLoginOptions {
  /** Name of the button's field. */
  readonly button: string;
  readonly buttonId?: string;
  readonly label: string;
  readonly help?: string;
  readonly metadata?: object;
  /** Its page, with the origin or as a path of the wiki. `&user=NAME` says whom it lets in, `&deny=1` that it does not. */
  readonly authorize: string;
  /** Whom it lets in if it is not told. Default `nobody`. */
  readonly user?: string;
  /** More parameters of that page, as `client_id`. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** A page of the wiki that it returns to, as `Special:OpenIDConnectReturn`, and that sends the browser on. */
  readonly returnPage?: string;
  readonly redirectData?: unknown;
  /** What the browser brings back: the fields `code` and `state`, and perhaps `error`. */
  readonly returns: RequestOptions;
  /** Name of a linked identity. */
  readonly name: string;
  /** What ids of linked identities begin with. */
  readonly linkId: string;
  /** Who is linked from the start: its name there to the user's here. */
  readonly links?: Readonly<Record<string, string>>;
  /** What messages of failures begin with. Default `external`. */
  readonly errorPrefix?: string;
}

/** Answers by the names of fields; `true` for a button that was pressed or a box that was ticked. */
export type AnswerOptions = Readonly<Record<string, string | boolean>>;

/** A step that asks more, once it is known who signs in, or once the new account is made. */
export interface QuestionOptions {
  readonly at: 'login' | 'create';
  /** Whom it asks. */
  readonly users: RegExp;
  /** Wikitext. */
  readonly message: string;
  readonly requests: readonly RequestOptions[];
  /** Any of these, and it is done. */
  readonly right: readonly AnswerOptions[];
  /** Any of these is a FAIL. Everything else is asked again. */
  readonly wrong?: readonly AnswerOptions[];
  /** The message with which it asks again. */
  readonly again?: string;
  /** Shown in the metadata as `seen`: name there to field. */
  readonly seen?: Readonly<Record<string, string>>;
}
