import type { Cause, WikiOptions } from '@mwkit/browser';
import type { Kind } from '../across/wikis.ts';
import type { Act } from './page.ts';
import { lost } from './strangers.ts';

/** A call that fails, and what `explain` must make of it. */
export interface Case {
  readonly cause: Cause;
  readonly header?: string;
  /** The error that the page gets. */
  readonly error: string;
  /** The page: on a listed origin, on another, on the wiki itself, or of another site by https. */
  readonly from: 'app' | 'other' | 'own' | 'secure';
  readonly to: string;
  /** As whom. */
  readonly as: 'nobody' | 'anybody' | 'the visitor' | 'by token' | 'by an ended token';
  readonly act: Act;
  readonly title?: string;
  readonly own?: object;
  /** Where not on all. */
  readonly only?: readonly Kind[];
}

export const options: Readonly<Record<Case['as'], Omit<WikiOptions, 'userAgent'>>> = {
  nobody: { as: 'anonymous' },
  anybody: {},
  'the visitor': { as: 'user' },
  'by token': { bearer: 'lab-alice' },
  'by an ended token': { bearer: 'lab-ended-' },
};

const failed = 'NetworkError network';
const signedOut = 'ApiError assertuserfailed';
const real: readonly Kind[] = ['1.39', '1.43'];
const crossorigin: readonly Kind[] = ['testwiki as 1.45'];
const before: readonly Kind[] = ['testwiki', ...real];

/** Which need a wiki. */
export const cases: readonly Case[] = [
  ...(['read', 'write', 'readRest', 'writeRest'] as const).map((act): Case => ({
    cause: 'origin-not-listed',
    error: failed,
    from: 'other',
    to: 'wiki',
    as: 'the visitor',
    act,
  })),
  {
    cause: 'origin-not-listed',
    error: failed,
    from: 'other',
    to: 'wiki',
    as: 'by token',
    act: 'read',
    only: before,
  },
  // a wiki that knows no `crossorigin` warns of it, and lists the page no more for that
  {
    cause: 'origin-not-listed',
    error: failed,
    from: 'other',
    to: 'wiki',
    as: 'the visitor',
    act: 'read',
    own: { crossorigin: '1' },
    only: before,
  },
  ...(['read', 'write'] as const).map((act): Case => ({
    cause: 'origin-mismatch',
    error: 'HttpError origin-refused',
    from: 'own',
    to: 'wiki',
    as: 'nobody',
    act,
    own: { origin: 'http://app.wiki.test' },
  })),
  {
    cause: 'origin-mismatch',
    error: failed,
    from: 'app',
    to: 'wiki',
    as: 'by token',
    act: 'read',
    own: { origin: 'http://app.wiki.test' },
    only: crossorigin,
  },
  ...(['nobody', 'the visitor'] as const).map((as): Case => ({
    cause: 'crossorigin-with-cookies',
    error: failed,
    from: 'app',
    to: 'signed',
    as,
    act: 'read',
    own: { crossorigin: '1' },
    only: crossorigin,
  })),
  {
    cause: 'crossorigin-with-cookies',
    error: 'HttpError origin-refused',
    from: 'own',
    to: 'wiki',
    as: 'nobody',
    act: 'read',
    own: { crossorigin: '1' },
    only: crossorigin,
  },
  ...(['nobody', 'the visitor'] as const).map((as): Case => ({
    cause: 'header-refused',
    header: 'api-user-agent',
    error: failed,
    from: 'app',
    to: 'noagent',
    as,
    act: 'write',
    only: real,
  })),
  {
    cause: 'header-refused',
    header: 'api-user-agent',
    error: failed,
    from: 'other',
    to: 'noagent',
    as: 'by token',
    act: 'writeRest',
    only: real,
  },
  {
    cause: 'header-refused',
    header: 'authorization',
    error: failed,
    from: 'app',
    to: 'noauth',
    as: 'by token',
    act: 'read',
    only: real,
  },
  ...(['nobody', 'the visitor', 'by token'] as const).map((as): Case => ({
    cause: 'rest-cors-off',
    error: failed,
    from: 'app',
    to: 'norest',
    as,
    act: 'readRest',
  })),
  ...(['readRest', 'writeRest'] as const).map((act): Case => ({
    cause: 'rest-cookies-off',
    error: failed,
    from: 'app',
    to: 'nocookies',
    as: 'the visitor',
    act,
  })),
  { cause: 'not-signed-in', error: signedOut, from: 'app', to: 'wiki', as: 'the visitor', act: 'write' },
  { cause: 'not-signed-in', error: failed, from: 'app', to: 'wiki', as: 'the visitor', act: 'readRest' },
  { cause: 'cookies-blocked', error: signedOut, from: 'secure', to: 'secure', as: 'the visitor', act: 'read' },
  { cause: 'cookies-blocked', error: failed, from: 'secure', to: 'secure', as: 'the visitor', act: 'readRest' },
  { cause: 'cookies-blocked', error: signedOut, from: 'secure', to: 'private secure', as: 'the visitor', act: 'read' },
  {
    cause: 'cookies-blocked',
    error: 'LoginError cookies-blocked',
    from: 'secure',
    to: 'secure',
    as: 'anybody',
    act: 'signIn',
  },
  // from outside it looks like a token that is refused
  { cause: 'token-refused', error: failed, from: 'app', to: 'lossy', as: 'by token', act: 'read', title: lost },
  {
    cause: 'token-refused',
    error: 'RestError mwoauth-invalid-authorization',
    from: 'app',
    to: 'wiki',
    as: 'by an ended token',
    act: 'readRest',
    only: crossorigin,
  },
  {
    cause: 'token-refused',
    error: failed,
    from: 'app',
    to: 'wiki',
    as: 'by an ended token',
    act: 'read',
    only: ['testwiki', 'testwiki as 1.45'],
  },
  // a wiki without Extension:OAuth takes no notice of it
  {
    cause: 'token-refused',
    error: signedOut,
    from: 'app',
    to: 'wiki',
    as: 'by an ended token',
    act: 'read',
    only: real,
  },
  { cause: 'private-wiki', error: 'ApiError readapidenied', from: 'app', to: 'private', as: 'nobody', act: 'read' },
  {
    cause: 'private-wiki',
    error: 'RestError rest-read-denied',
    from: 'app',
    to: 'private',
    as: 'nobody',
    act: 'readRest',
  },
  { cause: 'connection', error: failed, from: 'app', to: 'lossy', as: 'nobody', act: 'read', title: lost },
  // a `crossorigin` that the wiki ignores is not the cause
  {
    cause: 'connection',
    error: failed,
    from: 'app',
    to: 'lossy',
    as: 'the visitor',
    act: 'read',
    title: lost,
    own: { crossorigin: '1' },
    only: before,
  },
  ...(['read', 'write', 'readRest', 'writeRest'] as const).map((act): Case => ({
    cause: 'connection',
    error: failed,
    from: 'app',
    to: 'lossy',
    as: 'the visitor',
    act,
    title: lost,
  })),
  { cause: 'other', error: 'ApiError missingtitle', from: 'app', to: 'wiki', as: 'nobody', act: 'missing' },
];

/** Which need none. */
export const strangerCases: readonly Case[] = [
  { cause: 'not-a-wiki', error: failed, from: 'app', to: 'html', as: 'nobody', act: 'read' },
  { cause: 'not-a-wiki', error: failed, from: 'app', to: 'html', as: 'the visitor', act: 'readRest' },
  { cause: 'not-a-wiki', error: 'HttpError html', from: 'app', to: 'open html', as: 'nobody', act: 'read' },
  { cause: 'not-a-wiki', error: failed, from: 'app', to: 'open html', as: 'the visitor', act: 'read' },
  { cause: 'not-a-wiki', error: failed, from: 'app', to: 'open json', as: 'the visitor', act: 'read' },
  { cause: 'mixed-content', error: failed, from: 'secure', to: 'html', as: 'nobody', act: 'read' },
  { cause: 'unreachable', error: failed, from: 'app', to: 'nothing', as: 'nobody', act: 'read' },
  { cause: 'unreachable', error: failed, from: 'app', to: 'nothing', as: 'the visitor', act: 'readRest' },
  { cause: 'unreachable', error: failed, from: 'app', to: 'nothing', as: 'by token', act: 'write' },
];
