import { expect, expectTypeOf, test } from 'vitest';
import type { ActionTypes } from '../../../packages/core/src/generated/modules.ts';
import type { AuthenticationField, AuthResponse, LoginResult } from '../../../packages/core/src/generated/action.ts';

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

test('the fields of a form may have any name; what is known beside them stays typed', () => {
  const filled = {
    loginreturnurl: 'https://app.example/',
    username: 'A',
    password: 'b',
    rememberMe: true,
    OATHToken: '123456',
    field_of_an_extension: 'x',
    several: ['red', 'blue'],
    left_out: undefined,
  } as const;
  expectTypeOf(filled).toExtend<Request<'clientlogin'>>();
  expectTypeOf<{ createreturnurl: string; username: string; retype: string }>().toExtend<Request<'createaccount'>>();
  expectTypeOf<{ linkcontinue: true; code: string; state: string }>().toExtend<Request<'linkaccount'>>();
  expectTypeOf<{ changeauthrequest: string; password: string }>().toExtend<Request<'changeauthenticationdata'>>();
  expectTypeOf<{ password: string }>().not.toExtend<Request<'changeauthenticationdata'>>();
  expectTypeOf<{ loginreturnurl: string; loginmessageformat: 'xml' }>().not.toExtend<Request<'clientlogin'>>();
  expectTypeOf<{ loginreturnurl: 7 }>().not.toExtend<Request<'clientlogin'>>();
  expectTypeOf<{ loginreturnurl: string; field: { a: 1 } }>().not.toExtend<Request<'clientlogin'>>();
});

test('a token that a module is about is the caller’s to give, others are not', () => {
  expectTypeOf<{ type: 'csrf'; token: string }>().toExtend<Request<'checktoken'>>();
  expectTypeOf<{ type: 'csrf' }>().not.toExtend<Request<'checktoken'>>();
  expectTypeOf<{ request: string }>().toExtend<Request<'unlinkaccount'>>();
  expectTypeOf<{}>().toExtend<Request<'acquiretempusername'>>();
  expectTypeOf<Answer<'acquiretempusername'>['acquiretempusername']>().toEqualTypeOf<string>();
});

/** Compiles only if each `case` narrows. */
function told(step: AuthResponse): string | undefined {
  switch (step.status) {
    case 'PASS':
      return step.username;
    case 'FAIL':
      return step.canpreservestate ? step.messagecode : undefined;
    case 'UI':
      return step.requests[0]?.id;
    case 'REDIRECT':
      return step.redirecttarget;
    case 'RESTART':
      return step.requests[0]?.id;
    default:
      return step satisfies never;
  }
}

function shown(field: AuthenticationField): unknown {
  switch (field.type) {
    case 'select':
    case 'multiselect':
      expectTypeOf(field.options).toEqualTypeOf<{ [key: string]: string }>();
      return field.options;
    case 'hidden':
    case 'null':
      expectTypeOf(field.value).toEqualTypeOf<string | undefined>();
      // @ts-expect-error: only a selection has options
      return field.options;
    case 'string':
    case 'password':
    case 'checkbox':
    case 'button':
      return field.label;
    default:
      // a type that nobody knows
      expectTypeOf(field).not.toBeNever();
      expectTypeOf(field.type.toLowerCase()).toEqualTypeOf<string>();
      return field.value;
  }
}

test('a step tells its kind, and so does a field, known or not', () => {
  expectTypeOf<Answer<'clientlogin'>['clientlogin']>().toEqualTypeOf<AuthResponse>();
  expectTypeOf<Answer<'createaccount'>['createaccount']>().toEqualTypeOf<AuthResponse>();
  expect(told({ status: 'PASS', username: 'A' })).toBe('A');
  expect(shown({ type: 'select', optional: false, options: { a: 'A' } })).toEqual({ a: 'A' });
});
