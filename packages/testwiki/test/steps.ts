import type { TestWiki } from '../src/index.ts';
import { Browser } from './browser.ts';

type Answer = any; // eslint-disable-line -- what a wiki answers is what is tested

type Fields = Record<string, string>;

const dialogues = {
  clientlogin: { prefix: 'login', type: 'login' },
  createaccount: { prefix: 'create', type: 'createaccount' },
  linkaccount: { prefix: 'link', type: 'csrf' },
} as const;

/** A browser in a dialogue with AuthManager. */
export class Visitor extends Browser {
  async begin(action: keyof typeof dialogues, fields: Fields): Promise<Answer> {
    const { prefix, type } = dialogues[action];
    const own = { [`${prefix}returnurl`]: 'http://app.example/back', [`${prefix}token`]: await this.token(type) };
    const answer = await this.post({ action, ...own, ...fields });
    return answer[action] ?? answer;
  }

  async goOn(action: keyof typeof dialogues, fields: Fields): Promise<Answer> {
    const { prefix, type } = dialogues[action];
    const own = { [`${prefix}continue`]: '1', [`${prefix}token`]: await this.token(type) };
    const answer = await this.post({ action, ...own, ...fields });
    return answer[action] ?? answer;
  }

  /** meta=authmanagerinfo */
  async info(amirequestsfor: string, more: Fields = {}): Promise<Answer> {
    return (await this.get({ action: 'query', meta: 'authmanagerinfo', amirequestsfor, ...more })).query
      .authmanagerinfo;
  }

  /** The fields of a request that is on offer. */
  async fieldsOf(amirequestsfor: string, id: string): Promise<Answer> {
    const { requests } = await this.info(amirequestsfor);
    return requests.find((request: { id: string }) => request.id.endsWith(id))?.fields;
  }

  /** Follows a REDIRECT through the identity provider; the query of the return URL. */
  async through(target: string, more: Fields = {}): Promise<Fields> {
    const url = new URL(target);
    for (const [name, value] of Object.entries(more)) url.searchParams.set(name, value);
    let { headers } = await this.send(url);
    for (let next = headers.get('Location') ?? ''; !next.startsWith('http://app.example/');) {
      ({ headers } = await this.send(next));
      next = headers.get('Location') ?? '';
    }
    return Object.fromEntries(new URL(headers.get('Location') ?? '').searchParams);
  }
}

/** What a captcha's `a−b =` comes to. */
export function solve(question: string): string {
  const [, a, sign, b] = /^(\d+)([+\u2212])(\d+) =$/u.exec(question) ?? [];
  return String(sign === '+' ? Number(a) + Number(b) : Number(a) - Number(b));
}

export const visitor = (wiki: TestWiki): Visitor => new Visitor(wiki);
