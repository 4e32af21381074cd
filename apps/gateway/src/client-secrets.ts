import type { GatewayConfig } from './config.ts';

const prefix = 'CLIENT_SECRET_';

/**
 * The secrets of confidential OAuth consumers, by the wiki's name, from variables: that of `my-wiki` is `CLIENT_SECRET_MY_WIKI`.
 * @throws TypeError where a variable belongs to no wiki: without its secret the wiki would refuse the gateway at each sign-in
 */
export function clientSecrets(
  { wikis }: GatewayConfig,
  env: { readonly [name: string]: unknown },
): { readonly [wiki: string]: string } {
  const secrets: { [wiki: string]: string } = {};
  for (const [variable, secret] of Object.entries(env)) {
    if (!variable.startsWith(prefix)) continue;
    const wiki = variable.slice(prefix.length).toLowerCase().replaceAll('_', '-');
    if (wikis[wiki]?.signIn.by !== 'oauth')
      throw new TypeError(`${variable} is set, but wikis.${wiki} of the configuration does not sign in by OAuth.`);
    if (typeof secret === 'string' && secret !== '') secrets[wiki] = secret;
  }
  return secrets;
}
