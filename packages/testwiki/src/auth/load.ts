import type { Answer, AuthRequest, Field, Filled } from './request.ts';

/** What was sent for a field: a text, or the texts of a PHP array. */
export type Sent = (field: string) => string | readonly string[] | undefined;

/** Undefined: what was sent will not do, and the whole request is dropped. */
function load(field: Field, sent: ReturnType<Sent>): Answer | undefined {
  if (field.type === 'checkbox' || field.type === 'button') {
    return sent !== undefined || (field.optional ? false : undefined);
  }
  if (field.type === 'multiselect') {
    const chosen = typeof sent === 'string' ? (sent === '' ? [] : [sent]) : (sent ?? []);
    if (chosen.length === 0 && !field.optional) return undefined;
    return chosen.every((value) => value in (field.options ?? {})) ? chosen : undefined;
  }
  if (typeof sent !== 'string' || (sent === '' && !field.optional)) return undefined;
  if (field.type === 'select' && sent !== '' && !(sent in (field.options ?? {}))) return undefined;
  return sent;
}

/**
 * Which requests are filled, as AuthenticationRequest::loadFromSubmission finds out: a request is dropped, without a word,
 * if one of its fields is absent or will not do (email-createaccount-email-without-realname-is-dropped,
 * labauth-clientlogin-ui-again-wrong); checkboxes and buttons count by their presence.
 */
export function loadRequests(requests: readonly AuthRequest[], sent: Sent): Filled[] {
  return requests.flatMap((request) => {
    const fields = Object.entries(request.fields).filter(([, { type }]) => type !== 'null');
    if (fields.length === 0) return [];
    const answers: Record<string, Answer> = {};
    for (const [name, field] of fields) {
      const given = sent(name) ?? (request.lenient && field.optional && isText(field) ? '' : undefined);
      const answer = load(field, given);
      if (answer === undefined) return [];
      answers[name] = answer;
    }
    return [{ request, answers }];
  });
}

const isText = ({ type }: Field): boolean => !['checkbox', 'button', 'multiselect'].includes(type);
