import type { AuthForm } from './form.ts';

export interface FlowOptions {
  /**
   * Where an identity provider sends the browser back to; an absolute http(s) URL. A parameter of your own in it, such as a random
   * `state`, must come back too. Default: the wiki's api.php, to which nobody can come back.
   */
  readonly returnUrl?: string | undefined;
  /** Go on from the state that a FAIL or RESTART has left (`canPreserveState`). */
  readonly preserveState?: boolean | undefined;
  /** How labels, helps and messages are written. Default `wikitext`. */
  readonly messageFormat?: 'wikitext' | 'html' | undefined;
  /** The language of labels, helps and messages, e.g. `de` (API:Main module, `uselang`). Default: the wiki's, or the user's own. */
  readonly uselang?: string | undefined;
}

/** Where a flow stands after an answer of the wiki. */
export type AuthStep =
  /** Done. `username` is absent for a link. An account that was created is not signed in. */
  | { readonly status: 'PASS'; readonly username: string | undefined }
  /** Ended without success. Submit again to begin anew: `flow.form()` then tells what is asked for, which may be more than before. */
  | { readonly status: 'FAIL'; readonly code: string; readonly message: string; readonly canPreserveState: boolean }
  /** The wiki asks for more, or for the same again. Answer `form` with `flow.submit`. */
  | { readonly status: 'UI'; readonly code: string; readonly message: string; readonly form: AuthForm }
  /** Send the browser to `url`; when it is back, call `flow.resume` with the URL that it came back to. */
  | { readonly status: 'REDIRECT'; readonly url: string; readonly data: unknown; readonly form: AuthForm }
  /** The provider knows the person, the wiki does not: begin a sign-in or an account creation with `preserveState`. */
  | {
      readonly status: 'RESTART';
      readonly code: string;
      readonly message: string;
      readonly form: AuthForm;
      readonly canPreserveState: boolean;
    };
