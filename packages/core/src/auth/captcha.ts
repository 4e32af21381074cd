import { firstText } from '../json.ts';
import type { FormRequest } from './form.ts';

/** A captcha of extension ConfirmEdit. It can be answered once: after a FAIL the wiki gives another. */
export interface Captcha {
  /** `simple` (a sum), `question`, `image`, or a widget of a third party: `hcaptcha`, `turnstile`, `recaptchanocaptcha`. */
  readonly type: string;
  /** The field that its answer goes into, e.g. `captchaWord`; of a widget, the response token. */
  readonly field: string;
  /** `simple`: text; `question`: HTML. */
  readonly question?: string;
  /** `image`: absolute. Load it with the session's cookies: `flow.captchaImage()`. */
  readonly imageUrl?: string;
  /** A widget's site key. */
  readonly siteKey?: string;
}

/** The captcha that a request is; `undefined` where it is none. Some versions put a namespace before the class. */
export function captchaOf(request: FormRequest, base: string): Captcha | undefined {
  if (!/(^|\\)CaptchaAuthenticationRequest$/.test(request.id)) return undefined;
  const answer = request.fields.find((field) => field.type === 'string' || field.type === 'other');
  if (!answer) return undefined;
  const type = firstText(request.metadata['type']) ?? 'simple';
  const siteKey = firstText(request.metadata['key']);
  const shown = request.fields.find((field) => field.type === 'null')?.value;
  const isImage = type === 'image' && shown !== undefined && URL.canParse(shown, base);
  return {
    type,
    field: answer.name,
    ...(shown !== undefined && (isImage ? { imageUrl: new URL(shown, base).href } : { question: shown })),
    ...(siteKey !== undefined && { siteKey }),
  };
}
