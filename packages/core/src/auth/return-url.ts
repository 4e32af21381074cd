import { FlowError } from '../errors.ts';
import type { Answers } from './fields.ts';
import type { AuthForm } from './form.ts';

/**
 * The answers that a browser brings back from an identity provider: those parameters of the URL that are fields of the form.
 * @param returnUrl what the flow was begun with; it must come back whole, its own parameters (such as a `state`) included
 * @throws FlowError `return-url-mismatch`
 */
export function answersFrom(callback: string | URL, returnUrl: string, form: AuthForm): Answers {
  const came = URL.canParse(callback) ? new URL(callback) : undefined;
  const expected = new URL(returnUrl);
  if (!came || came.origin !== expected.origin || came.pathname !== expected.pathname) throw mismatch();
  const brought = new Map([...new Set(came.searchParams.keys())].map((name) => [name, came.searchParams.getAll(name)]));
  let differences = 0;
  for (const [name, value] of expected.searchParams) {
    // a provider may add a parameter of the same name: ours stands before it
    differences |= difference(brought.get(name)?.shift() ?? '', value);
  }
  if (differences !== 0) throw mismatch();
  const fields = form.fields.filter((field) => field.type !== 'null');
  return Object.fromEntries(fields.map(({ name }) => [name, brought.get(name)?.at(-1)]));
}

const mismatch = () =>
  new FlowError('return-url-mismatch', 'The browser did not come back to the return URL of this sign-in.');

/** 0 if equal; looks at every character whatever the first difference. */
function difference(a: string, b: string): number {
  let result = a.length ^ b.length;
  for (let i = 0; i < b.length; i++) result |= (a.charCodeAt(i) || 0) ^ b.charCodeAt(i);
  return result;
}
