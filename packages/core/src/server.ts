import './with-advice.ts';
import { published } from './diagnostics.ts';
import { keepLegacyCookies } from './auth/legacy-cookies.ts';
import { createJar } from './jar-when-needed.ts';
import { classify } from './http/classify.ts';
import { follow } from './http/follow.ts';
import type { Server } from './platform.ts';

/**
 * What all runtimes but browsers have in common: a cookie jar, redirects with cookies, names of failures, advice in errors,
 * diagnostics channels.
 */
export const server: Server = { createJar, follow, failure: classify, keepLegacyCookies, published };
