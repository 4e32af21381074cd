import type { Version } from '../options.ts';
import { messageText, rawForm, type Message, type MessageParameter } from './messages.ts';
import { content } from './result.ts';

/** https://www.mediawiki.org/wiki/API:Errors_and_warnings#Error_formats */
export type ErrorFormat = 'bc' | 'plaintext' | 'wikitext' | 'html' | 'raw' | 'none';

/** An error of the Action API; thrown by a module, it becomes the whole answer. */
export class ApiError extends Error {
  readonly code: string;
  readonly detail: Message;
  readonly data: Readonly<Record<string, unknown>> | undefined;
  /** Path of the module that threw it; unset: the one that runs. */
  readonly module: string | undefined;
  /** More errors of the same call; with errorformat=bc only the first is shown. */
  readonly more: readonly ApiError[];

  constructor(
    code: string,
    key: string,
    params: readonly MessageParameter[] = [],
    data?: Readonly<Record<string, unknown>>,
    module?: string,
    more: readonly ApiError[] = [],
  ) {
    super(code);
    this.code = code;
    this.detail = { key, params };
    this.data = data;
    this.module = module;
    this.more = more;
  }
}

export interface Warning {
  readonly module: string;
  readonly code: string;
  readonly message: Message;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** `{code, text | html | key + params}`: an error, a warning, or the `reason` of a failed login. */
export function formatMessage(code: string, message: Message, format: ErrorFormat, version: Version): object {
  if (format === 'none') return { code };
  if (format === 'raw') return { code, ...rawForm(message, version) };
  if (format === 'html') return content({ code, html: messageText(message, 'html', version) }, 'html');
  return content({ code, text: messageText(message, format === 'bc' ? 'plaintext' : format, version) }, 'text');
}

const mailingList =
  'Subscribe to the mediawiki-api-announce mailing list at &lt;https://lists.wikimedia.org/postorius/lists/mediawiki-api-announce.lists.wikimedia.org/&gt; for notice of API deprecations and breaking changes.';

/** The body of an answer that is an error (error-badtoken-errorformat-*). */
export function errorBody(error: ApiError, module: string, format: ErrorFormat, version: Version, api: string): object {
  const docref = `See ${api} for API usage. ${mailingList}`;
  if (format === 'bc') {
    const info = messageText(error.detail, 'plaintext', version);
    if (version === '1.16') return { error: { code: error.code, info, ...error.data } };
    const shown = { code: error.code, info, ...error.data };
    // An exception shows its trace in place of the reference (labauth-internal-api-error).
    return 'trace' in shown ? { error: content(shown, 'trace') } : { error: content({ ...shown, docref }, 'docref') };
  }
  const errors = [error, ...error.more].map((one) => {
    const described = formatMessage(one.code, one.detail, format, version);
    return Object.assign(described, one.data && { data: one.data }, { module: one.module ?? module });
  });
  return content({ errors, docref }, 'docref');
}

/** `warnings` of an answer: by module with `bc`, else a list. Undefined if there are none. */
export function warningsBody(warnings: readonly Warning[], format: ErrorFormat, version: Version): object | undefined {
  if (warnings.length === 0) return undefined;
  if (format !== 'bc') {
    return warnings.map(({ module, code, message, data }) =>
      Object.assign(formatMessage(code, message, format, version), data && { data }, { module }),
    );
  }
  const byModule: Record<string, { warnings: string }> = {};
  for (const { module, message } of warnings) {
    const name = module.split('+').at(-1) ?? module;
    const text = messageText(message, 'plaintext', version);
    const before = byModule[name];
    byModule[name] = content({ warnings: before ? `${before.warnings}\n${text}` : text }, 'warnings');
  }
  return byModule;
}
