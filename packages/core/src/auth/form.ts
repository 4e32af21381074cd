import { firstText, isObject, type JsonObject } from '../json.ts';
import { captchaOf, type Captcha } from './captcha.ts';

/** What the wiki asks for now, from `authmanagerinfo` or from a step. */
export interface AuthForm {
  /** As the wiki groups it. A request is only used by the wiki when it is filled whole. */
  readonly requests: readonly FormRequest[];
  /** All fields once, in order: what to show. A name that several requests share stands here once. */
  readonly fields: readonly FormField[];
  /** The captcha to solve, where there is one: its answer goes into `captcha.field`. */
  readonly captcha?: Captcha;
}

/** One AuthenticationRequest: fields that belong together. */
export interface FormRequest {
  /** A PHP class name; extensions bring their own. Match it by its end. */
  readonly id: string;
  /** `primary-required`: one of those that say so. */
  readonly required: 'required' | 'primary-required' | 'optional';
  readonly provider: string;
  readonly account: string;
  /** Whatever the extension tells, e.g. the type of a captcha. */
  readonly metadata: JsonObject;
  readonly fields: readonly FormField[];
}

interface FieldOf<Type extends string> {
  /** The name under which it is answered. */
  readonly name: string;
  readonly type: Type;
  /** For people, in the form's message format; empty where the extension gives none. */
  readonly label: string;
  readonly help: string;
  /** Its request is only used when this is answered. */
  readonly required: boolean;
  /** Not to be shown while it is typed, nor kept. */
  readonly secret: boolean;
  /** What to begin with, to show (`null`), or to send back (`hidden`). */
  readonly value?: string;
}

/** A field to show, by type (API:Authmanagerinfo). A type that is not known here is answered like `string`. */
export type FormField =
  | FieldOf<'string' | 'password' | 'hidden' | 'null'>
  | FieldOf<'checkbox' | 'button'>
  | (FieldOf<'select' | 'multiselect'> & { readonly options: { readonly [value: string]: string } })
  | (FieldOf<'other'> & { readonly wikiType: string });

const types: readonly string[] = ['string', 'password', 'hidden', 'null', 'checkbox', 'button'];

/** The form that a list of AuthenticationRequests is. @param base the URL that relative addresses in it belong to */
export function readForm(requests: readonly unknown[], base: string): AuthForm {
  const read = requests.filter(isObject).map(readRequest);
  const fields = new Map<string, FormField>();
  for (const field of read.flatMap((request) => request.fields)) {
    const before = fields.get(field.name);
    // optional only if it is so everywhere, and the first value counts (AuthenticationRequest::mergeFieldInfo)
    const value = before?.value ?? field.value;
    const merged = before ? { ...before, required: before.required || field.required } : field;
    fields.set(field.name, { ...merged, ...(value !== undefined && { value }) });
  }
  const captcha = read.map((request) => captchaOf(request, base)).find((found) => found !== undefined);
  return { requests: read, fields: [...fields.values()], ...(captcha && { captcha }) };
}

function readRequest(request: JsonObject): FormRequest {
  const { id, required, provider, account, metadata, fields } = request;
  return {
    id: firstText(id) ?? '',
    required: required === 'required' || required === 'primary-required' ? required : 'optional',
    provider: messageText(provider),
    account: messageText(account),
    metadata: isObject(metadata) ? metadata : {},
    fields: isObject(fields)
      ? Object.entries(fields).map(([name, field]) => readField(name, isObject(field) ? field : {}))
      : [],
  };
}

function readField(name: string, field: JsonObject): FormField {
  const { type: wikiType, label, help, value, options, optional, sensitive } = field;
  const type = firstText(wikiType) ?? 'string';
  const common = {
    name,
    label: messageText(label),
    help: messageText(help),
    // formatversion=1 says true as an empty text
    required: optional === undefined || optional === false,
    secret: type === 'password' || (sensitive !== undefined && sensitive !== false),
    ...(typeof value === 'string' && { value }),
  };
  if ((type === 'select' || type === 'multiselect') && isObject(options)) {
    return {
      ...common,
      type,
      options: Object.fromEntries(Object.entries(options).map(([key, text]) => [key, messageText(text)])),
    };
  }
  if (types.includes(type)) return { ...common, type: type as 'string' };
  return { ...common, type: 'other', wikiType: type };
}

/** A message is a text, or with `messageformat=raw` a key and its parameters. */
function messageText(message: unknown): string {
  if (typeof message === 'string') return message;
  return isObject(message) ? (firstText(message['key']) ?? '') : '';
}
