import { RestError } from '../rest/errors.ts';
import type { RestModule, Route } from '../rest/routes.ts';
import type { State } from '../state.ts';
import { accessToken } from './access-token.ts';
import { authorize } from './approve.ts';
import { listClients, register, resetSecret } from './clients.ts';
import { OAuthError } from './errors.ts';
import type { OAuthStore } from './grants.ts';
import { resource } from './resource.ts';

type Handler = Route['methods'][string];

/** Errors of OAuth have a shape of their own. */
const withStore =
  (
    handle: (store: OAuthStore, exchange: Parameters<Handler>[0]) => Response | undefined | Promise<Response>,
  ): Handler =>
  async (exchange) => {
    try {
      const response = exchange.state.oauth && (await handle(exchange.state.oauth, exchange));
      if (response) return response;
    } catch (error) {
      if (error instanceof OAuthError) return error.response(exchange.request);
      throw error;
    }
    throw new RestError(404, 'rest-no-match', 'The requested relative path did not match any known handler');
  };

/** Nobody need be signed in, nor be able to read, to become somebody. */
const open = { needsWriteAccess: false, needsReadAccess: false } as const;

/** The REST routes of Extension:OAuth. */
const oauthModule: RestModule = {
  base: 'oauth2',
  routes: [
    {
      path: '/authorize',
      methods: { GET: withStore((store, { state, url }) => authorize(state, store, url)) },
      ...open,
    },
    {
      path: '/access_token',
      methods: { POST: withStore((store, { state, request }) => accessToken(state, store, request)) },
      ...open,
    },
    {
      path: '/resource/{type}',
      methods: {
        GET: withStore((_, { state, request, handle, params }) =>
          resource(state, request, handle, params['type'] ?? ''),
        ),
      },
      ...open,
    },
    {
      path: '/client',
      methods: {
        GET: withStore((store, { url, handle }) => listClients(store, url, handle)),
        POST: withStore((store, { state, request, handle }) => register(state, store, request, handle)),
      },
    },
    {
      path: '/client/{client_key}/reset_secret',
      methods: {
        POST: withStore((store, { state, request, handle, params }) =>
          resetSecret(state, store, request, handle, params['client_key'] ?? ''),
        ),
      },
    },
  ],
};

export const oauthModules = ({ oauth }: State): readonly RestModule[] => (oauth ? [oauthModule] : []);
