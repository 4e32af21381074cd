import { expect, test } from 'vitest';
import { type Identity, planCors } from '../src/cors.ts';

const wiki = 'https://wiki.example';
const app = 'https://app.example';

test.each<[string | undefined, Identity, boolean, ReturnType<typeof planCors>]>([
  [undefined, 'cookies', false, { rule: 'server', credentials: undefined, parameters: {} }],
  [undefined, 'anonymous', false, { rule: 'server', credentials: undefined, parameters: {} }],
  [wiki, 'anonymous', false, { rule: 'same-origin', credentials: 'omit', parameters: {} }],
  [wiki, 'cookies', false, { rule: 'same-origin', credentials: 'same-origin', parameters: {} }],
  [wiki, 'bearer', true, { rule: 'same-origin', credentials: 'omit', parameters: {} }],
  [wiki, 'central-auth', true, { rule: 'same-origin', credentials: 'omit', parameters: {} }],
  [app, 'anonymous', true, { rule: 'anonymous', credentials: 'omit', parameters: { origin: '*' } }],
  [app, 'cookies', true, { rule: 'cookies', credentials: 'include', parameters: { origin: app } }],
  [app, 'bearer', true, { rule: 'crossorigin', credentials: 'omit', parameters: { crossorigin: '1' } }],
  [app, 'bearer', false, { rule: 'listed-origin', credentials: 'omit', parameters: { origin: app } }],
  [app, 'central-auth', true, { rule: 'crossorigin', credentials: 'omit', parameters: { crossorigin: '1' } }],
  [app, 'central-auth', false, { rule: 'listed-origin', credentials: 'omit', parameters: { origin: app } }],
])('a call from %s as %s (crossorigin known: %s)', (page, identity, knows, plan) => {
  expect(planCors(page, wiki, identity, knows)).toEqual(plan);
});
