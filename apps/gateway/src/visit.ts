import type { AuditEntry, Sample } from './audit.ts';
import { Refusal } from './refusal.ts';
import type { GatewayWiki, Setup } from './setup.ts';

/** One request, and what comes to be known of it. */
export interface Visit {
  readonly setup: Setup;
  readonly wiki: GatewayWiki;
  readonly request: Request;
  readonly url: URL;
  readonly route: Sample['route'];
  /** The origin of the listed app that calls; `undefined` where none does. */
  readonly app: string | undefined;
  /** Milliseconds since 1970. */
  readonly started: number;
  /** Lets work end that must not be given up halfway when the visitor leaves. */
  readonly finish: (work: Promise<unknown>) => void;
  /** `Set-Cookie` lines for the answer: the gateway's own. */
  readonly cookies: string[];
  /** For the audit log, as soon as they are known. */
  visitor?: string;
  call?: string;
}

export function audit(
  visit: Visit,
  event: AuditEntry['event'],
  more: Pick<AuditEntry, 'app' | 'status' | 'code'> = {},
): void {
  const { setup, wiki, app, visitor, call, started } = visit;
  setup.log({
    time: new Date().toISOString(),
    event,
    wiki: wiki.name,
    ...(visitor !== undefined && { visitor }),
    ...(app !== undefined && { app }),
    ...(call !== undefined && { call }),
    ...more,
    ms: Date.now() - started,
  });
}

/** The listed app that calls. @throws Refusal `origin-refused` */
export function requireApp({ app }: Visit): string {
  if (app === undefined) throw new Refusal('origin-refused');
  return app;
}
