/** What is filled into the fields that AuthManager asks for. */
import type { Account } from './browser.ts';
import type { Json } from './exchange.ts';
import { at } from './json.ts';

export const credentials = ({ name, password }: Account): { username: string; password: string } => ({
  username: name,
  password,
});

/** The password of every account that a scenario makes. */
export const newPassword = { password: 'Lab-newbie-pass-1', retype: 'Lab-newbie-pass-1' } as const;

/** The value that AuthManager fills a field with, in whichever of its requests it is (meta=authmanagerinfo). */
export function fieldValue(answer: Json, field: string): string {
  const requests = at(answer, 'query', 'authmanagerinfo', 'requests');
  const values = Array.isArray(requests) ? requests.map((request) => at(request, 'fields', field, 'value')) : [];
  const value = values.find((one) => typeof one === 'string');
  if (typeof value === 'string') return value;
  throw new Error(`no field ${field} with a value in ${JSON.stringify(answer).slice(0, 300)}`);
}
