import { creationReason, rememberMe, userData, usernameRequest } from './core-requests.ts';
import type { Operation, Visit } from './provider.ts';
import type { AuthRequest } from './request.ts';

/** What can be filled in for an operation: AuthManager::getAuthenticationRequests. */
export function offer(visit: Visit, operation: Operation): AuthRequest[] {
  const { providers, options } = visit.state;
  const username = visit.actor.account?.name;
  const linking = operation === 'link' || operation === 'unlink';
  const all = [...providers.before, ...providers.primary, ...providers.secondary];
  const asking = linking ? providers.primary.filter(({ links }) => links) : all;
  const found = new Map<string, AuthRequest>();
  for (const provider of asking) {
    for (const request of provider.requests?.(visit, operation, username) ?? []) {
      const known = found.get(request.id);
      if (!known || request.required === 'required' || known.required === 'optional') found.set(request.id, request);
    }
  }
  const requests = [...found.values()];
  // A session that cannot be remembered has nothing to tick (bearer-authmanagerinfo-login).
  const remembers = visit.handle.session.provider === 'cookie';
  if (operation === 'login' && options.rememberMe !== 'always')
    requests.push(remembers ? rememberMe : { ...rememberMe, fields: {} });
  if (operation === 'create') {
    requests.push(usernameRequest, userData(options.email === true));
    if (visit.actor.account && !visit.actor.temp) requests.push(creationReason);
  }
  return requests;
}
