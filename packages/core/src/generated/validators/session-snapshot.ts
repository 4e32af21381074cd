// @ts-nocheck
import type { SessionSnapshot } from '../../session.ts';
import type { Validator } from '../validator.ts';
export const validate: Validator<SessionSnapshot> = ((data) => typeof data === 'object' && data !== null && data.format === 'mwkit-session') as never;
