import path from 'node:path';
import type { BrowserContext, Page } from '@mwkit/browsers';
import { build } from 'esbuild';
import type { Seen } from '../across/site.ts';
import { options, type Case } from './cases.ts';
import type { Failing } from './page.ts';

declare const failing: Failing;

/** A wiki, or something in its place, as tests look at it. */
export interface Target {
  readonly api: string;
  readonly seen: readonly Seen[];
}

let bundled: Promise<string> | undefined;

/** Puts what runs in the pages into a page that is loaded. */
export async function prepare(page: Page): Promise<void> {
  bundled ??= build({
    entryPoints: [path.join(import.meta.dirname, 'page.ts')],
    bundle: true,
    format: 'iife',
    write: false,
  }).then(({ outputFiles }) => outputFiles[0]!.text);
  await page.evaluate(
    (text) => {
      const script = document.createElement('script');
      script.textContent = text;
      document.head.append(script);
    },
    await bundled,
  );
}

export async function openPage(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await prepare(page);
  return page;
}

/** What a case comes to, in the form of {@link wanted}. */
export async function run(one: Case, page: Page, { api, seen }: Target): Promise<object> {
  const error = await page.evaluate(
    (...args: Parameters<Failing['act']>) => failing.act(...args),
    api,
    options[one.as],
    one.act,
    one.title ?? 'Explained',
    one.own ?? {},
  );
  const before = seen.length;
  const { explanation, told } = await page.evaluate(() => failing.explain());
  const asked = seen.slice(before).filter(({ method }) => method !== 'OPTIONS');
  const { cause, header, what, advice } = explanation;
  return {
    error,
    cause,
    header,
    // what else there may be is part of a page that asks for it
    saysWhatToDo: what !== '' && !/undefined/.test(what + advice) && (advice !== '' || cause === 'other'),
    atMostFive: told <= 5 && asked.length <= told,
    harmful: asked.filter((request) => !isHarmless(request)).map(({ method, url }) => `${method} ${url}`),
    asWhom: asksOfCookies(one)
      ? 'as the visitor'
      : asked.some(({ headers }) => headers.cookie)
        ? 'with cookies'
        : 'as nobody',
  };
}

export function wanted(one: Case): object {
  const { error, cause, header } = one;
  const asWhom = asksOfCookies(one) ? 'as the visitor' : 'as nobody';
  return { error, cause, header, saysWhatToDo: true, atMostFive: true, harmful: [], asWhom };
}

/** Where the question is whether the visitor's cookies arrive. */
function asksOfCookies({ as, error, act }: Case): boolean {
  return as === 'the visitor' && (error === 'ApiError assertuserfailed' || act.endsWith('Rest'));
}

/** A probe reads, and shows no token; with cookies only to see whether these arrive, in ways that do nothing else. */
function isHarmless({ method, url, headers, body }: Seen): boolean {
  if (headers.authorization !== undefined && headers.authorization !== 'probe') return false;
  const { searchParams, pathname, search } = url;
  const isRest = pathname.startsWith('/w/rest.php/');
  const fields = new URLSearchParams(body);
  // with the token of a sign-in that is not made
  if (method === 'POST')
    return (
      fields.get('action') === 'checktoken' || (fields.get('action') === 'clientlogin' && fields.has('logincontinue'))
    );
  const isOfCookies = isRest || searchParams.get('type') === 'csrf|login';
  return (isRest || search === '' || searchParams.get('action') === 'query') && (!headers.cookie || isOfCookies);
}
