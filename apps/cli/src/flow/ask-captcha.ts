import type { AuthFlow, Captcha } from '@mwkit/node';
import { notice } from '../notice.ts';
import { visible } from '../output.ts';
import { ask } from '../prompt.ts';
import { readable, readableLine } from '../readable.ts';
import { withPicture } from './picture.ts';

const widgets: { readonly [type: string]: string } = {
  hcaptcha: 'hCaptcha',
  turnstile: 'Turnstile',
  recaptchanocaptcha: 'reCAPTCHA',
};

/** Asks for the answer to a captcha. `explanation` is what the wiki says about it. */
export function askCaptcha(captcha: Captcha, explanation: string, flow: AuthFlow): Promise<string> {
  const { type, question, imageUrl, siteKey } = captcha;
  const widget = widgets[type];
  if (widget !== undefined || siteKey !== undefined) return askToken(widget ?? type, siteKey, flow);
  const said = readable(explanation);
  if (said !== '') notice('info', said);
  if (imageUrl !== undefined) return withPicture(flow, () => ask({ message: 'What is written in the picture?' }, ''));
  // a sum is plain text, a question HTML
  const shown = type === 'simple' ? visible(question ?? '') : readableLine(question ?? '');
  return ask({ message: shown || 'The answer to the captcha' }, '');
}

function askToken(widget: string, siteKey: string | undefined, { module }: AuthFlow): Promise<string> {
  const doing = { clientlogin: 'sign in', createaccount: 'create the account', linkaccount: 'link the account' }[
    module
  ];
  const key = siteKey === undefined ? '' : ` Its site key is ${visible(siteKey)}.`;
  notice(
    'problem',
    `The wiki asks for ${visible(widget)}, which only a browser can show. Easiest is to ${doing} in a browser, on the wiki itself. ` +
      `If you can solve it elsewhere, paste the response token here.${key}`,
  );
  return ask({ message: `Response token of ${visible(widget)}`, placeholder: 'Ctrl-C to give up' }, '');
}
