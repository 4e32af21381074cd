/** The browsers that tests run in. */
export type BrowserName = 'chromium' | 'firefox';

export interface OpenOptions {
  /** Names of 127.0.0.1, e.g. `['app.test', 'wiki.test']`. Beside them only localhost and 127.0.0.1 can be reached. */
  readonly hosts?: readonly string[];
  /**
   * Whether a page of one site may use the cookies of another; absent: as the browser does by itself. Chromium gives each
   * context a process of its own for `allowed`.
   */
  readonly thirdPartyCookies?: 'allowed' | 'blocked';
  /** What `prefers-color-scheme` says; absent: light. */
  readonly colorScheme?: 'light' | 'dark';
  /** Told what is fetched or unpacked, where the browser is not here yet. */
  readonly onProgress?: (text: string) => void;
}

/** A headless browser. It takes any certificate. */
export interface Browser extends AsyncDisposable {
  readonly name: BrowserName;
  /** The major version, e.g. `153`. */
  readonly version: string;
  /** A new context: pages that share cookies and storage with each other, and with nobody else. */
  newContext(): Promise<BrowserContext>;
  close(): Promise<void>;
}

export interface BrowserContext extends AsyncDisposable {
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

/** Selectors are CSS. What waits does so for at most 15 seconds, then throws an Error. */
export interface Page {
  /** The URL of each request so far, the page's own and that of all it loaded; none for preflights. */
  readonly requests: readonly string[];
  /** Settles when the page has loaded. */
  goto(url: string): Promise<void>;
  /**
   * Runs a function in the page, as it is written: it sees the page's globals and its arguments, nothing else. Arguments and
   * result are JSON.
   * @throws Error with the message of what the function threw
   */
  evaluate<A extends readonly unknown[], R>(run: (...args: A) => R, ...args: A): Promise<Awaited<R>>;
  /** Until the element is there and visible. */
  waitFor(selector: string): Promise<void>;
  /** Until the function, run in the page, gives something true. */
  waitFor<A extends readonly unknown[]>(condition: (...args: A) => unknown, ...args: A): Promise<void>;
  /** Replaces what is in a field. */
  fill(selector: string, text: string): Promise<void>;
  click(selector: string): Promise<void>;
  /** Presses a key, e.g. `Enter` or `Shift+Tab`; in the element that has the focus, where none is named. */
  press(key: string, selector?: string): Promise<void>;
  /** In CSS pixels. */
  setViewport(width: number, height: number): Promise<void>;
  /** Writes the whole page as PNG. */
  screenshot(file: string): Promise<void>;
  close(): Promise<void>;
}
