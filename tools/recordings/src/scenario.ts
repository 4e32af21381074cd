import { setTimeout as sleep } from 'node:timers/promises';
import type { Mail, Overlay } from '@mwkit/wiki';
import { Browser } from './browser.ts';
import type { Recorder } from './recorder.ts';

/** A course of requests to a wiki of its own. Played again, it gives the same exchanges under the same names. */
export interface Scenario {
  /** `wiki.overlay` of its exchanges. */
  name: string;
  /** The variants of the settings that it is played on. */
  overlays: readonly Overlay[];
  /** More settings, as PHP. */
  settings?: string;
  play(stage: Stage): Promise<void>;
}

/** What can be done to the wiki itself during a scenario. */
export interface Controls {
  setReadOnly: (reason: string | null) => Promise<void>;
  /** In seconds. */
  setLag: (seconds: number | null) => Promise<void>;
  /** What it has mailed so far, oldest first; absent where it mails nothing. */
  mails?: () => Promise<Mail[]>;
  /** Puts its clock forward by so many seconds; absent where it goes by the real time. */
  elapse?: (seconds: number) => Promise<void>;
}

/** The wiki that a scenario is played on. */
export interface Stage extends Required<Controls> {
  /** A new browser: no cookies. */
  browser: () => Browser;
  /** One that neither keeps nor sends cookies. */
  cookieless: () => Browser;
}

export function stage(recorder: Recorder, controls: Controls): Stage {
  return {
    setReadOnly: (reason) => controls.setReadOnly(reason),
    setLag: (seconds) => controls.setLag(seconds),
    mails: async () => (await controls.mails?.()) ?? [],
    elapse: (seconds) => controls.elapse?.(seconds) ?? sleep(seconds * 1000),
    browser: () => new Browser(recorder),
    cookieless: () => new Browser(recorder, { withCookies: false }),
  };
}
