import type { Account } from '../accounts.ts';
import { literal } from '../action/messages.ts';
import { mediaWikiAuth } from './core-requests.ts';
import { abstain, message, ui, type Identity, type Outcome } from './outcome.ts';
import type { Provider, Visit } from './provider.ts';
import { answersTo, type AuthRequest, type Filled } from './request.ts';

/** Under this name the dialogue keeps the identities that were valid, but nobody's. */
export const maybeLinkKey = 'maybeLink';

const identitiesOf = ({ data }: Visit): readonly Identity[] => (data.get(maybeLinkKey) ?? []) as readonly Identity[];

function confirmation(identities: readonly Identity[]): AuthRequest {
  const options = Object.fromEntries(identities.map(({ id, provider, name }) => [id, `${provider} (${name})`]));
  return {
    id: `${mediaWikiAuth('ConfirmLinkAuthenticationRequest')}:${identities.map(({ id }) => id).join('|')}`,
    required: 'required',
    fields: {
      confirmedLinkIDs: {
        type: 'multiselect',
        options,
        label: message('authprovider-confirmlink-request-label'),
        help: literal(''),
        optional: true,
      },
    },
  };
}

const begin = (visit: Visit): Outcome => {
  const identities = identitiesOf(visit);
  return identities.length === 0 ? abstain : ui([confirmation(identities)], 'authprovider-confirmlink-message');
};

function goOn(visit: Visit, filled: readonly Filled[], account: Account): Outcome {
  const identities = identitiesOf(visit);
  const chosen = answersTo(filled, confirmation(identities).id)?.['confirmedLinkIDs'];
  if (typeof chosen !== 'object') return begin(visit);
  for (const id of chosen) visit.state.links.set(id, account.name);
  visit.handle.afterWrite('post');
  return { status: 'PASS' };
}

/** After RESTART and a sign-in in another way: is the identity to be linked? Off in MediaWiki unless it is set (T134952). */
export const confirmLink: Provider = {
  kind: 'secondary',
  beginSecondary: begin,
  continueSecondary: goOn,
  beginSecondaryCreation: begin,
  continueSecondaryCreation: goOn,
};
