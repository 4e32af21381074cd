import { UsageError } from '../errors.ts';
import { validateFlowSnapshot as validate } from '../generated/validators/core.ts';
import type { SessionSnapshot } from '../session.ts';

/** A flow in the middle, as plain JSON, with its session. SECRET: whoever holds it can finish the sign-in. */
export interface FlowSnapshot {
  format: 'mwkit-flow';
  version: 1;
  /** Says to whoever finds it that this opens an account. */
  secret: true;
  module: 'clientlogin' | 'createaccount' | 'linkaccount';
  position: 'begin' | 'UI' | 'REDIRECT';
  preserveState: boolean;
  /** Whether the wiki has preserved who the person is, as it said with `requests`. */
  identified: boolean;
  returnUrl?: string;
  messageFormat?: 'wikitext' | 'html';
  uselang?: string;
  /** What the wiki asked for, as it said it. */
  requests?: { [key: string]: unknown }[];
  session: SessionSnapshot;
}

/** @throws UsageError `session-damaged`, `session-too-new` */
export function checkFlow(snapshot: unknown): FlowSnapshot {
  const { format, version } = (snapshot ?? {}) as { format?: unknown; version?: unknown };
  if (format === 'mwkit-flow' && typeof version === 'number' && version > 1) {
    throw new UsageError(
      'session-too-new',
      `The saved flow has version ${version}, which this mwkit does not know.`,
      'Update mwkit, or begin anew.',
    );
  }
  if (validate(snapshot)) return snapshot;
  const { instancePath = '', message = '' } = validate.errors?.[0] ?? {};
  throw new UsageError(
    'session-damaged',
    `The saved flow is damaged: ${instancePath || 'it'} ${message}.`,
    'Begin anew.',
  );
}
