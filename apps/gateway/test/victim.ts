import { expect } from 'vitest';
import { app, type Opened, origin } from './gateway.ts';

/** Alice, who is signed in by cookie while others attack. */
export interface Victim {
  /** The header that her browser sends. */
  readonly cookie: string;
  /** All that may not be written down: ids, states, codes and tokens of hers, and what the wiki gave the gateway for them. */
  secrets(): string[];
  /** That she still is who she was, at the gateway and at the wiki. */
  isUntouched(): Promise<void>;
}

export async function signInVictim({ browser, signIn, testwiki, ask }: Opened): Promise<Victim> {
  const tokens = new Set<string>();
  testwiki.intercept(async ({ headers }) => {
    const [, token] = /^Bearer (.+)/u.exec(headers.get('authorization') ?? '') ?? [];
    if (token) tokens.add(token);
  });
  await signIn();
  const cookie = cookieHeader(browser.cookies.get('gateway.example'));
  const who = async (path: string) =>
    (await ask(new Request(origin + path, { headers: { origin: app, cookie } }))).text();
  return {
    cookie,
    secrets() {
      const urls = browser.log.flatMap(({ url }) => [...new URL(url).searchParams].filter(([name]) => isSecret(name)));
      const ids = cookie.split('; ').flatMap((pair) => pair.slice(pair.indexOf('=') + 1).split('.'));
      return [...tokens, ...ids, ...urls.map(([, value]) => value)];
    },
    async isUntouched() {
      expect(JSON.parse(await who('/test/session'))).toMatchObject({ user: 'Alice' });
      expect(await who('/test/api.php?action=query&meta=userinfo')).toContain('"name":"Alice"');
    },
  };
}

const isSecret = (name: string): boolean => ['code', 'state', 'code_challenge'].includes(name);

export function cookieHeader(cookies: ReadonlyMap<string, string> = new Map()): string {
  return Array.from(cookies, (pair) => pair.join('=')).join('; ');
}
