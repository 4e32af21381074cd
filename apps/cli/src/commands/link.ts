import type { FormRequest, Wiki } from '@mwkit/node';
import { type Command, command, onWiki } from '../command.ts';
import { CliError } from '../errors.ts';
import { withReauthentication } from '../flow/reauthenticate.ts';
import { runFlow } from '../flow/run-flow.ts';
import { interrupted } from '../interrupt.ts';
import { withWiki } from '../open-wiki.ts';
import { output, paint, visible } from '../output.ts';
import { choose, confirm } from '../prompt.ts';
import { readableLine } from '../readable.ts';

export const link: Command = command({
  name: 'link',
  description: 'Link the account with one of an identity provider, or take a link back',
  args: {
    ...onWiki,
    remove: { type: 'boolean', description: 'Show the links that there are, and take one back' },
  },
  examples: ['mwkit link', 'mwkit link --remove', 'mwkit link --wiki wiki.example'],
  run: (args) =>
    withWiki(args, 'session', async (wiki) => {
      const username = wiki.session.user?.name ?? '';
      const out = output(args);
      const on = `${paint('bold', visible(username))} on ${paint('cyan', wiki.api)}`;
      if (!args.remove) {
        const before = await idsOf(wiki);
        await withReauthentication(wiki, () => runFlow(wiki, 'linkaccount'));
        const linked = (await links(wiki)).filter(({ id }) => !before.includes(id)).map(asData);
        out.result({ wiki: wiki.api, username, linked }, () => {
          return `Linked ${on}${linked.map(({ provider, account }) => ` with ${provider}: ${account}`).join(',')}.`;
        });
        return;
      }
      const removed = await chosenLink(await links(wiki));
      await withReauthentication(wiki, () => wiki.account.unlink(removed.id, { signal: interrupted }));
      out.result(
        { wiki: wiki.api, username, removed: asData(removed) },
        () => `Took back the link of ${on} with ${nameOf(removed)}.`,
      );
    }),
});

function links(wiki: Wiki): Promise<readonly FormRequest[]> {
  return wiki.account.requests('unlink', { signal: interrupted });
}

async function idsOf(wiki: Wiki): Promise<string[]> {
  return (await links(wiki)).map(({ id }) => id);
}

async function chosenLink(all: readonly FormRequest[]): Promise<FormRequest> {
  const [first, ...others] = all;
  if (!first) throw new CliError('no-link', 'The account is linked with nothing.');
  const advice = `Run it on a terminal. Linked: ${all.map(nameOf).join('; ')}.`;
  if (others.length > 0) {
    const id = await choose(
      'Which link do you take back?',
      all.map((one) => ({ value: one.id, label: nameOf(one) })),
      advice,
    );
    return all.find((one) => one.id === id) ?? first;
  }
  if (await confirm(`Take back the link with ${nameOf(first)}?`, false, advice)) return first;
  throw new CliError('nothing-changed', 'Nothing was changed.');
}

function nameOf({ provider, account, id }: FormRequest): string {
  return [provider, account].map(readableLine).filter(Boolean).join(': ') || visible(id);
}

function asData({ id, provider, account }: FormRequest) {
  return { id, provider: readableLine(provider), account: readableLine(account) };
}
