import type { Message } from '../action/messages.ts';

export type FieldType = 'string' | 'password' | 'select' | 'checkbox' | 'multiselect' | 'button' | 'hidden' | 'null';

/** One input of a request: https://www.mediawiki.org/wiki/API:Authmanagerinfo */
export interface Field {
  readonly type: FieldType;
  readonly label?: Message;
  readonly help?: Message;
  readonly value?: string;
  /** Of `select` and `multiselect`: value to text. */
  readonly options?: Readonly<Record<string, string>>;
  readonly optional?: boolean | undefined;
  readonly sensitive?: boolean | undefined;
}

export type Answer = string | boolean | readonly string[];
export type Answers = Readonly<Record<string, Answer>>;

/** An AuthenticationRequest: fields that belong together. */
export interface AuthRequest {
  /** Unique among those on offer; what precedes `:` is the name of the PHP class. */
  readonly id: string;
  readonly required: 'optional' | 'required' | 'primary-required';
  /** Default: the class. */
  readonly provider?: Message;
  /** Default: the id. */
  readonly account?: Message;
  readonly metadata?: object;
  readonly fields: Readonly<Record<string, Field>>;
  /** Optional fields of text may be absent. */
  readonly lenient?: boolean | undefined;
}

/** A request, and what was answered. */
export interface Filled {
  readonly request: AuthRequest;
  readonly answers: Answers;
}

export function answersTo(filled: readonly Filled[], id: string): Answers | undefined {
  return filled.find(({ request }) => request.id === id)?.answers;
}

/** A text that was answered to a field of a request; undefined if the request was not filled. */
export function textIn(filled: readonly Filled[], id: string, field: string): string | undefined {
  const answer = answersTo(filled, id)?.[field];
  return typeof answer === 'string' ? answer : undefined;
}
