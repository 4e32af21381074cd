import { expectTypeOf, test } from 'vitest';
import type { ActionTypes } from '../../../packages/core/src/generated/modules.ts';
import type { LoginResult } from '../../../packages/core/src/generated/action.ts';

type Request<A extends keyof ActionTypes> = ActionTypes[A]['request'];
type Answer<A extends keyof ActionTypes> = ActionTypes[A]['response'];

test('several values are one or an array, and open sets stay open', () => {
  expectTypeOf<{ meta: 'tokens'; type: 'csrf' }>().toExtend<Request<'query'>>();
  expectTypeOf<{ meta: readonly ['tokens', 'userinfo']; type: readonly ['csrf', 'of-an-extension'] }>().toExtend<
    Request<'query'>
  >();
  expectTypeOf<{ pageids: 7 }>().toExtend<Request<'query'>>();
  expectTypeOf<{ pageids: '7' }>().not.toExtend<Request<'query'>>();
});

test('what mwkit fills in need not be given; what it cannot must be', () => {
  expectTypeOf<{ title: string; text: string }>().toExtend<Request<'edit'>>();
  expectTypeOf<{ pageid: number; appendtext: string; minor: true }>().toExtend<Request<'edit'>>();
  expectTypeOf<{ text: string }>().not.toExtend<Request<'edit'>>();
  expectTypeOf<{ title: string }>().not.toExtend<Request<'edit'>>();
  expectTypeOf<{ title: string; pageid: number; text: string }>().not.toExtend<Request<'edit'>>();
});

test('a name that no parameter has is an error', () => {
  const edit = { title: 'A', text: 'b', summary: 'c' } satisfies Request<'edit'>;
  // @ts-expect-error: no such parameter
  const misspelt = { title: 'A', text: 'b', sumary: 'c' } satisfies Request<'edit'>;
  // @ts-expect-error: no such parameter
  const query = { meta: 'tokens', tokentype: 'csrf' } satisfies Request<'query'>;
  expectTypeOf(edit).not.toEqualTypeOf(misspelt);
  expectTypeOf(query).toHaveProperty('meta');
});

test('a name that no result has is an error, and a result tells its kind', () => {
  expectTypeOf<NonNullable<NonNullable<Answer<'query'>['query']>['userinfo']>>().toHaveProperty('rights');
  expectTypeOf<NonNullable<NonNullable<Answer<'query'>['query']>['userinfo']>>().not.toHaveProperty('right');
  expectTypeOf<Extract<LoginResult, { result: 'Success' }>>().toHaveProperty('lguserid').toEqualTypeOf<number>();
  expectTypeOf<Extract<LoginResult, { result: 'Throttled' }>['wait']>().toEqualTypeOf<number>();
  expectTypeOf<Extract<LoginResult, { result: 'WrongToken' }>>().not.toHaveProperty('token');
  expectTypeOf<Answer<'edit'>['edit']['result']>().toEqualTypeOf<'Success' | 'Failure'>();
});
