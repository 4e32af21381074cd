import { UsageError } from './errors.ts';
import { validateWikiSettings as validate } from './generated/validators/core.ts';
import type { WikiOptions } from './options.ts';
import type { RequestSigner } from './request-signer.ts';

/** @throws UsageError `user-agent-required`, `bad-option` */
export function checkOptions(options: WikiOptions): void {
  checkUserAgent(options.userAgent);
  checkSettings(options);
  const somebody = (['bearer', 'credentials', 'home', 'session', 'signer', 'store'] as const).find(
    (name) => options[name],
  );
  if (options.as === 'anonymous' && somebody)
    throw new UsageError('bad-option', `The option \`${somebody}\` says who calls, but \`as\` is \`anonymous\`.`);
  if (options.bearer && options.signer)
    throw new UsageError('bad-option', 'The options `bearer` and `signer` both say who calls.');
}

/** A misspelt or unfit option of a caller without TypeScript would be ignored otherwise. */
function checkSettings({
  bearer,
  fetch,
  home,
  session,
  signer,
  store,
  validators,
  onExchange,
  onRequest,
  onRetry,
  onWait,
  onWarning,
  ...settings
}: WikiOptions): void {
  if (signer !== undefined && typeof (signer as Partial<RequestSigner> | null)?.sign !== 'function')
    throw new UsageError('bad-option', 'The option `signer` has no method `sign`.');
  const isSource = typeof bearer === 'object' && typeof bearer?.token === 'function';
  if (validate({ ...settings, ...(!isSource && { bearer }) })) return;
  const { instancePath = '', message = '', params } = validate.errors?.[0] ?? {};
  const extra = params?.['additionalProperty'];
  const name = typeof extra === 'string' ? extra : instancePath.slice(1).replaceAll('/', '.');
  const why = typeof extra === 'string' ? 'does not exist' : message;
  throw new UsageError('bad-option', `The option \`${name}\` ${why}.`);
}

function checkUserAgent(userAgent: unknown): void {
  if (typeof userAgent === 'string' && userAgent.trim() !== '' && !/[^\x20-\x7e\x80-\xff]/.test(userAgent)) return;
  throw new UsageError('user-agent-required', 'The option `userAgent` must say who sends the requests.');
}
