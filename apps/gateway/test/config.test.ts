import { checkConfig } from '@mwkit/gateway';
import { expect, test } from 'vitest';

const wiki = { api: 'https://wiki.example/w/api.php', signIn: { by: 'oauth', clientId: 'x' } };
const good = { origin: 'https://gateway.example', apps: ['https://app.example'], wikis: { test: wiki } };

test('what is good is taken', () => {
  expect(checkConfig(good)).toBe(good);
  const local = { ...good, origin: 'http://localhost:8787', apps: ['http://127.0.0.1:8080'], limits: { visitor: 1 } };
  expect(checkConfig(local)).toBe(local);
});

test.each([
  [undefined, 'The configuration must be an object'],
  [{ ...good, origin: 'https://gateway.example/' }, 'origin must be an origin'],
  [{ ...good, origin: 'http://gateway.example' }, 'origin must be https'],
  [{ ...good, apps: [] }, 'apps must list'],
  [{ ...good, apps: ['*'] }, 'apps[0] must be an origin'],
  [{ ...good, apps: ['https://app.example/page'] }, 'apps[0] must be an origin'],
  [{ ...good, app: [] }, 'app does not exist'],
  [{ ...good, wikis: {} }, 'wikis holds no wiki'],
  [{ ...good, wikis: { metrics: wiki } }, 'wikis.metrics is no name'],
  [{ ...good, wikis: { 'a.b': wiki } }, 'wikis.a.b is no name'],
  [{ ...good, wikis: { a: { ...wiki, api: 'https://wiki.example/w/' } } }, 'wikis.a.api does not end'],
  [{ ...good, wikis: { a: { ...wiki, api: 'https://u:p@wiki.example/api.php' } } }, 'wikis.a.api must be the URL'],
  [{ ...good, wikis: { a: { ...wiki, api: 'https://wiki.example/api.php?a' } } }, 'wikis.a.api must be the URL'],
  [{ ...good, wikis: { a: { ...wiki, signIn: { by: 'oauth' } } } }, 'wikis.a.signIn.clientId is missing'],
  [{ ...good, wikis: { a: { ...wiki, signIn: { by: 'password' } } } }, 'wikis.a.signIn.by must be'],
  [
    { ...good, wikis: { a: { ...wiki, signIn: { ...wiki.signIn, secret: 's' } } } },
    'wikis.a.signIn.secret does not exist',
  ],
  [{ ...good, wikis: { a: { ...wiki, modules: ['Edit'] } } }, 'wikis.a.modules[0] must be a module'],
  [{ ...good, wikis: { a: { ...wiki, routes: ['/v1/../oauth2'] } } }, 'wikis.a.routes[0] must be the beginning'],
  [{ ...good, wikis: { a: { ...wiki, routes: ['/'] } } }, 'wikis.a.routes[0] must be the beginning'],
  [{ ...good, limits: { visitors: 1 } }, 'limits.visitors does not exist; there are body'],
  [{ ...good, limits: { visitor: '1' } }, 'limits.visitor must be a whole number'],
])('what is wrong is named: %j', (config, message) => {
  expect(() => checkConfig(config)).toThrow(`Gateway configuration: ${message}`);
});
