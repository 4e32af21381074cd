import type { AuthRequest, Field } from '../auth/request.ts';
import type { Version } from '../options.ts';
import { literal, messageCode, messageText, rawForm, type Message } from './messages.ts';

/** `messageformat` and `mergerequestfields`. */
export interface Shown {
  readonly format: 'wikitext' | 'html' | 'raw' | 'none';
  readonly merge: boolean;
}

type Result = Record<string, unknown>;

function shownMessage(message: Message, { format }: Shown, version: Version): unknown {
  if (format === 'raw') return rawForm(message, version);
  return messageText(message, format === 'html' ? 'html' : 'wikitext', version);
}

function renderField({ type, value, options, label, help, ...field }: Field, shown: Shown, version: Version): Result {
  const told = shown.format !== 'none';
  return {
    type,
    ...(value !== undefined && { value }),
    ...(options && { options }),
    ...(told && label && { label: shownMessage(label, shown, version) }),
    ...(told && help && { help: shownMessage(help, shown, version) }),
    ...(version !== '1.27' && { optional: field.optional === true, sensitive: field.sensitive === true }),
  };
}

const renderFields = (fields: AuthRequest['fields'], shown: Shown, version: Version): Result =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, renderField(field, shown, version)]));

/** One request of all: optional where it is in each, label and help of the first: AuthenticationRequest::mergeFieldInfo. */
function mergeFields(requests: readonly AuthRequest[]): AuthRequest['fields'] {
  const merged: Record<string, Field> = {};
  for (const [name, field] of requests.flatMap((request) => Object.entries(request.fields))) {
    const before = merged[name];
    merged[name] = before
      ? {
          ...field,
          ...before,
          ...(field.options && { options: { ...before.options, ...field.options } }),
          optional: before.optional && field.optional,
          sensitive: before.sensitive || field.sensitive,
        }
      : field;
  }
  return merged;
}

/** `requests`, and `fields` if they are to be merged: ApiAuthManagerHelper::formatRequests. */
export function renderRequests(requests: readonly AuthRequest[], shown: Shown, version: Version): Result {
  const named = (message: Message): unknown => shownMessage(message, shown, version);
  const rendered = requests.map(({ id, required, metadata, provider, account, fields }) => ({
    id,
    metadata: metadata ?? {},
    required,
    ...(shown.format !== 'none' && {
      provider: named(provider ?? literal(id.split(':')[0] ?? id)),
      account: named(account ?? literal(id)),
    }),
    ...(!shown.merge && { fields: renderFields(fields, shown, version) }),
  }));
  return {
    requests: rendered,
    ...(shown.merge && { fields: renderFields(mergeFields(requests), shown, version) }),
  };
}

/** `message` in the `messageformat` of the call, and its code. */
export function messageIn(message: Message, shown: Shown, version: Version): Result {
  return {
    ...(shown.format !== 'none' && { message: shownMessage(message, shown, version) }),
    ...(version !== '1.27' && { messagecode: messageCode(message) }),
  };
}
