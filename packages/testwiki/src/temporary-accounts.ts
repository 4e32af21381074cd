import { ApiError } from './action/errors.ts';
import { clientAddress, type State } from './state.ts';

/** Since 1.45 there is a second limit: one account in ten minutes. */
function limitsOf({ options: { tempAccountCreationThrottle: own }, version }: State) {
  const day = { count: 6, seconds: 86_400 };
  return own ? [own] : version < '1.45' ? [day] : [{ count: 1, seconds: 600 }, day];
}

/**
 * Counts a temporary account against the limits of its address.
 * @throws ApiError tempuseracquirefailed, since 1.45 acct_creation_throttle_hit
 */
export function countTemporaryAccount(state: State): void {
  const exceeded = limitsOf(state).find((limit) =>
    state.throttle.exceeded(`tempaccount ${limit.seconds} ${clientAddress}`, limit),
  );
  if (!exceeded) return;
  if (state.version < '1.45') throw new ApiError('tempuseracquirefailed', 'apierror-tempuseracquirefailed');
  const params = [exceeded.count, { duration: exceeded.seconds }];
  throw new ApiError('acct_creation_throttle_hit', 'acct_creation_throttle_hit', params);
}
