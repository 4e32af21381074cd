import { isoTime, type State } from '../state.ts';
import { ApiError, type ErrorFormat } from './errors.ts';
import { raw, type Input, type Values } from './values.ts';

const errorFormats: readonly string[] = ['plaintext', 'wikitext', 'html', 'raw', 'none'];

export function errorFormat(input: Input): ErrorFormat {
  const asked = raw(input, 'errorformat') ?? '';
  return errorFormats.includes(asked) ? (asked as ErrorFormat) : 'bc';
}

/** What a caller may ask to be told beside the result (query-all-meta-params). */
export function requestedFields(state: State, values: Values | undefined): Record<string, unknown> {
  const requestid = values?.string('requestid');
  const errorlang = values?.string('errorlang');
  const uselang = values?.string('uselang') === 'user' ? 'en' : values?.string('uselang');
  return {
    ...(requestid !== undefined && { requestid }),
    ...(values?.flag('curtimestamp') && { curtimestamp: isoTime(state.clock()) }),
    ...(values?.flag('responselanginfo') && { uselang, errorlang: errorlang === 'uselang' ? uselang : errorlang }),
  };
}

/** `formatversion=3`: answered in formatversion 1, with a warning (error-formatversion-invalid). */
export function checkFormatVersion(input: Input, format: string): void {
  const given = format === 'json' ? raw(input, 'formatversion') : undefined;
  if (given === undefined || ['1', '2', 'latest'].includes(given)) return;
  const params = [{ plaintext: 'formatversion' }, { plaintext: given }];
  const message = { key: 'paramvalidator-badvalue-enumnotmulti', params };
  input.warnings.push({ module: 'json', code: 'badvalue', message });
  input.warnings.push({
    module: 'main',
    code: 'errorprinterfailed',
    message: { key: 'apiwarn-errorprinterfailed', params: [] },
  });
  throw new ApiError('badvalue', message.key, params, undefined, 'main');
}
