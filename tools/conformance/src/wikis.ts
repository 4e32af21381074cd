import { createTestWiki, recordedExternalLogin, recordedQuestions, recordedWiki } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { accounts, botPasswords, isWikiVersion, startWiki, unavailable, versions } from '@mwkit/wiki';
import type { Env, Need, Person } from '../suite/env.ts';

/** A running wiki, of one run alone where it is ours. */
interface WikiUnderTest extends AsyncDisposable {
  readonly api: string;
  readonly people: Env['people'];
  readonly lacks: Env['lacks'];
}

/** A wiki that the suite can be run against. */
export interface WikiChoice {
  readonly name: string;
  /** Why it cannot be started here. */
  readonly missing: string | undefined;
  begin(): Promise<WikiUnderTest>;
}

const login = ({ name, password }: Pick<Person, 'name' | 'password'>): Person => ({ name, password });

const people: Env['people'] = {
  botPassword: login(botPasswords.bot),
  user: login(accounts.user),
  twoFactor: { ...login(accounts.twoFactor), totp: accounts.twoFactor.totp.secret },
  throttle: login(accounts.resettable),
};

/** MediaWiki's own limit, which the wikis of tools/wiki else do not have. */
const throttle = { count: 5, seconds: 300 };

/** The wikis that can be started here, and those that cannot. */
export async function ownWikis(onProgress: (text: string) => void): Promise<WikiChoice[]> {
  const missing = await unavailable();
  const real = versions.map((version): WikiChoice => ({
    name: version,
    missing,
    async begin() {
      const settings = `$wgPasswordAttemptThrottle = [ [ 'count' => ${throttle.count}, 'seconds' => ${throttle.seconds} ] ];`;
      const wiki = await startWiki({ version, overlays: ['2fa', 'external-login', 'uploads'], settings, onProgress });
      return { api: wiki.api, people, lacks: {}, [Symbol.asyncDispose]: () => wiki.stop() };
    },
  }));
  return [{ name: 'testwiki', missing: undefined, begin: beginTestWiki }, ...real];
}

async function beginTestWiki(): Promise<WikiUnderTest> {
  const { origin: _, ...recorded } = recordedWiki;
  const wiki = createTestWiki({
    ...recorded,
    throttle,
    uploads: true,
    externalLogin: [recordedExternalLogin],
    questions: recordedQuestions,
  });
  const served = await serve(wiki);
  return { api: served.api, people, lacks: {}, [Symbol.asyncDispose]: () => served.close() };
}

/** Names and passwords by role, as in tools/wiki/src/accounts.ts; roles may be absent. */
export interface AccountsFile {
  readonly accounts?: {
    readonly user?: { readonly name: string; readonly password: string };
    readonly twoFactor?: {
      readonly name: string;
      readonly password: string;
      readonly totp?: { readonly secret: string };
    };
  };
  readonly botPasswords?: { readonly bot?: { readonly name: string; readonly password: string } };
}

/** A wiki that runs elsewhere. */
export function otherWiki(api: string, { accounts: given = {}, botPasswords: bots = {} }: AccountsFile): WikiChoice {
  const { user, twoFactor } = given;
  const named: Env['people'] = {
    ...(bots.bot && { botPassword: bots.bot }),
    ...(user && { user }),
    ...(twoFactor?.totp && { twoFactor: { ...twoFactor, totp: twoFactor.totp.secret } }),
  };
  const lacks: { [need in Need]?: string } = {
    throttle: "it would lock an account of a wiki that is not the suite's own for minutes",
    identityProvider: 'the wiki has no pretend identity provider',
    openRegistration: "it would leave accounts behind on a wiki that is not the suite's own",
    uploads: "it would leave files behind on a wiki that is not the suite's own",
  };
  for (const role of ['botPassword', 'user', 'twoFactor'] as const)
    if (!named[role]) lacks[role] = `the accounts file names no ${role}`;
  const begin = async () => ({ api, people: named, lacks, async [Symbol.asyncDispose]() {} });
  return { name: new URL(api).host, missing: undefined, begin };
}

export function isOwnWiki(name: string): boolean {
  return name === 'testwiki' || isWikiVersion(name);
}
